package io.dbmazz.starrocks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A worker that does with a task what Connect's does: hands over what comes next, hands over again
 * what was refused for now, goes back where the task says, and commits what the task allows.
 */
final class SinkWorker implements AutoCloseable {

  private final StarRocksSinkTask task;
  private final TopicLog log;
  private final FakeContext context = new FakeContext();
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private List<SinkRecord> refused = List.of();

  SinkWorker(StarRocksSinkTask task, Map<String, String> config, TopicLog log) {
    this.task = task;
    this.log = log;
    task.initialize(context);
    task.start(config);
  }

  void assign(TopicPartition... partitions) {
    for (TopicPartition partition : partitions) {
      positions.put(partition, log.committed(partition));
    }
    context.assignment = Set.copyOf(positions.keySet());
    task.open(List.of(partitions));
  }

  /** Asks what may be committed, gives the partitions away, and commits: in this order. */
  void revoke(TopicPartition... partitions) {
    List<TopicPartition> gone = List.of(partitions);
    Map<TopicPartition, OffsetAndMetadata> durable = task.preCommit(current(gone));
    refused = List.of();
    task.close(gone);
    commit(gone, durable);
    gone.forEach(positions::remove);
    context.assignment = Set.copyOf(positions.keySet());
    rewind();
  }

  /** One turn of the worker's loop; whether the task took what it was handed. */
  boolean turn() {
    rewind();
    List<SinkRecord> batch = refused.isEmpty() ? next() : refused;
    try {
      task.put(batch);
      refused = List.of();
    } catch (RetriableException e) {
      refused = batch;
      return false;
    } finally {
      commit(positions.keySet(), task.preCommit(current(positions.keySet())));
    }
    return true;
  }

  private List<SinkRecord> next() {
    List<SinkRecord> batch = new ArrayList<>();
    positions.replaceAll(
        (partition, position) -> {
          List<SinkRecord> more = log.from(partition, position);
          batch.addAll(more);
          return position + more.size();
        });
    return batch;
  }

  private void rewind() {
    context.rewound.forEach((partition, offset) -> positions.replace(partition, offset));
    context.rewound.clear();
  }

  private Map<TopicPartition, OffsetAndMetadata> current(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
    partitions.forEach(
        partition -> current.put(partition, new OffsetAndMetadata(positions.get(partition))));
    return current;
  }

  /** Connect ignores what it did not ask for. */
  private void commit(
      Collection<TopicPartition> asked, Map<TopicPartition, OffsetAndMetadata> durable) {
    durable.forEach(
        (partition, offset) -> {
          if (asked.contains(partition)) {
            log.commit(partition, offset.offset());
          }
        });
  }

  FakeContext context() {
    return context;
  }

  /** As a worker that ends: partitions first, then the task. */
  @Override
  public void close() {
    if (!positions.isEmpty()) {
      revoke(positions.keySet().toArray(TopicPartition[]::new));
    }
    task.stop();
  }
}
