package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.load.Position;
import io.dbmazz.starrocks.load.StreamLoader;
import io.dbmazz.starrocks.load.TransactionalLoader;
import io.dbmazz.starrocks.table.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;

/** Commits in memory, and remembers what it was asked for. Safe for several threads. */
final class FakeTransactions implements TransactionalLoader {

  private final Map<TopicPartition, Position> committed = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final FakeLoader trial = new FakeLoader();
  private Optional<RuntimeException> failure = Optional.empty();
  private long open;

  /** The next commit throws this; what it should have committed is not. */
  synchronized void failCommit(RuntimeException thrown) {
    failure = Optional.of(thrown);
  }

  /** Another task has committed this. */
  synchronized void commitElsewhere(TopicPartition partition, Position position) {
    committed.put(partition, position);
  }

  /** What was done, such as "load 3" and "commit 3 rows up to {orders-0=4}". */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void logIn() {}

  @Override
  public void prepare(TableId table) {}

  @Override
  public synchronized Map<TopicPartition, Position> takeOver(
      Collection<TopicPartition> partitions) {
    calls.add("take over");
    Map<TopicPartition, Position> positions = new HashMap<>(committed);
    positions.keySet().retainAll(partitions);
    return positions;
  }

  @Override
  public synchronized void load(List<RowBatch> batches) {
    long rows = batches.stream().mapToLong(batch -> batch.rows().size()).sum();
    open += rows;
    calls.add("load " + rows);
  }

  @Override
  public synchronized void commit(Map<TopicPartition, Position> positions) {
    if (failure.isPresent()) {
      RuntimeException thrown = failure.get();
      failure = Optional.empty();
      throw thrown;
    }
    committed.putAll(positions);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    positions.forEach((partition, position) -> offsets.put(partition, position.next()));
    calls.add("commit " + open + " rows up to " + offsets);
    open = 0;
  }

  @Override
  public StreamLoader trial() {
    return trial;
  }

  @Override
  public synchronized void abandon() {
    open = 0;
    calls.add("abandon");
  }

  @Override
  public void close() {}

  static RetriableException lost() {
    return new RetriableException("the answer was lost");
  }
}
