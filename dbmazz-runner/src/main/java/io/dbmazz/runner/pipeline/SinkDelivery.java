package io.dbmazz.runner.pipeline;

import io.dbmazz.runner.connect.EmbeddedSink;
import io.dbmazz.runner.connect.TransformationChain;
import io.dbmazz.runner.pipeline.PolledBatch.Polled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Hands records to the sink as a worker does: in order, the very same ones again after a retriable
 * failure, none of a partition the task has paused. Owned by the pipeline's thread.
 */
final class SinkDelivery {

  private final EmbeddedSink sink;
  private final TransformationChain<SinkRecord> chain;
  private final EmbeddedTopics topics;
  private final Ledger ledger;
  private final Checkpoints checkpoints;
  private final Outage outage;
  private List<SinkRecord> waiting;

  /** A delivery to a sink task that has just started: it begins with what is not durable. */
  SinkDelivery(
      EmbeddedSink sink, TransformationChain<SinkRecord> chain, Journal journal, Outage outage) {
    this.sink = sink;
    this.chain = chain;
    this.topics = journal.topics();
    this.ledger = journal.ledger();
    this.checkpoints = journal.checkpoints();
    this.outage = outage;
    this.waiting = ledger.notDurable();
  }

  /** Whether records wait for the sink to take them; then no others may be delivered. */
  boolean isBusy() {
    return !waiting.isEmpty();
  }

  /**
   * Enters a batch into the ledger and hands it to the sink.
   *
   * @throws IllegalStateException while {@link #isBusy}
   */
  void deliver(PolledBatch batch) {
    if (isBusy()) {
      throw new IllegalStateException("Records are waiting for the sink");
    }
    List<SinkRecord> records = new ArrayList<>(batch.records().size());
    if (ledger.isEmpty()) {
      checkpoints.allStored();
    }
    int last = checkpoints.lastOf(batch.records());
    for (int i = 0; i < batch.records().size(); i++) {
      Polled polled = batch.records().get(i);
      Delivery delivery =
          polled
              .transformed()
              .flatMap(record -> handed(polled.original(), record, batch.polledAtMillis(), records))
              .orElseGet(() -> new Delivery.Filtered(polled.original()));
      ledger.add(delivery);
      checkpoints.take(delivery);
      if (i == last) {
        checkpoints.behind(polled.original()).ifPresent(mark -> add(mark, records));
      }
    }
    waiting = records;
    nudge();
  }

  private void add(Delivery.Boundary checkpoint, List<SinkRecord> records) {
    ledger.add(checkpoint);
    records.add(checkpoint.record());
  }

  /** Whether everything delivered so far ends with a transaction, as far as the sink cares. */
  boolean endsWithTransaction() {
    return checkpoints.areUpToDate();
  }

  private Optional<Delivery> handed(
      SourceRecord original, SourceRecord record, long millis, List<SinkRecord> records) {
    EmbeddedTopic topic = topics.named(record.topic());
    Optional<SinkRecord> handed = transform(sinkRecord(record, topic, millis));
    handed.ifPresent(records::add);
    return handed.map(taken -> new Delivery.Handed(original, taken, topic));
  }

  private static SinkRecord sinkRecord(SourceRecord record, EmbeddedTopic topic, long millis) {
    long offset = topic.takeOffset();
    return new SinkRecord(
        record.topic(),
        topic.partition().partition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        offset,
        record.timestamp() == null ? Long.valueOf(millis) : record.timestamp(),
        TimestampType.CREATE_TIME,
        record.headers(),
        topic.partition().topic(),
        topic.partition().partition(),
        offset);
  }

  private Optional<SinkRecord> transform(SinkRecord record) {
    try {
      return chain.apply(record);
    } catch (RuntimeException e) {
      throw new ConnectException(
          "A transformation failed on a record of " + record.topic() + ": " + e.getMessage(), e);
    }
  }

  /** Hands over what waits; when nothing does, lets the sink do what has become due. */
  void nudge() {
    if (!outage.mayTry()) {
      return;
    }
    try {
      put();
      outage.over();
    } catch (RuntimeException e) {
      if (!Outage.isRetriable(e)) {
        throw e;
      }
      outage.failed(e, sink.takeTimeoutMs());
    }
  }

  /** Asks the sink not to wait until what it holds is due. */
  void hasten() {
    sink.flush(topics.delivered());
  }

  private void put() {
    sink.takeTimeoutMs();
    topics.partitions().forEach(sink::open);
    if (isHeldBack()) {
      sink.put(List.of());
    } else {
      sink.put(waiting);
      waiting = List.of();
      topics.allDelivered();
    }
    rewind(sink.takeRewinds());
  }

  /** The order across topics is kept: one paused partition holds back the whole batch. */
  private boolean isHeldBack() {
    return topics.partitions().stream()
        .filter(sink::isPaused)
        .anyMatch(
            paused ->
                waiting.stream().anyMatch(record -> record.originalTopic().equals(paused.topic())));
  }

  private void rewind(Map<TopicPartition, Long> offsets) {
    if (offsets.isEmpty()) {
      return;
    }
    List<SinkRecord> again = new ArrayList<>();
    offsets.forEach((partition, offset) -> again.addAll(from(partition, offset)));
    again.addAll(waiting);
    waiting = again;
  }

  private List<SinkRecord> from(TopicPartition partition, long offset) {
    return topics
        .find(partition)
        .filter(topic -> offset >= topic.durable())
        .map(topic -> ledger.notDurable(topic, offset))
        .orElseThrow(
            () ->
                new ConnectException(
                    "The sink asked for "
                        + partition
                        + " from offset "
                        + offset
                        + " on, which it has called durable"));
  }

  /** As a worker after a failed preCommit: everything that is not durable is handed over again. */
  void redeliver() {
    waiting = ledger.notDurable();
  }
}
