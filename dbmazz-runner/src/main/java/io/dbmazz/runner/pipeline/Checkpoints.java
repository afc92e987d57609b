package io.dbmazz.runner.pipeline;

import io.dbmazz.record.Checkpoint;
import io.dbmazz.runner.pipeline.PolledBatch.Polled;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Tells a sink that sees all records in one stream where transactions of the source end: behind the
 * last one of each batch that was polled. Owned by the pipeline's thread.
 */
final class Checkpoints {

  private final Optional<EmbeddedTopic> stream;
  private final SourceProgress progress = new SourceProgress();
  private boolean handedOver;

  Checkpoints(EmbeddedTopics topics) {
    this.stream = topics.stream();
  }

  /** Index of the last record with which a transaction ends; -1 when none does. */
  int lastOf(List<Polled> batch) {
    if (stream.isEmpty()) {
      return -1;
    }
    int last = -1;
    boolean between = progress.isBetweenTransactions();
    for (int i = 0; i < batch.size(); i++) {
      SourceRecord record = batch.get(i).original();
      boolean another =
          i > 0 && OffsetPosition.isOfAnotherTransaction(batch.get(i - 1).original(), record);
      last = another ? i - 1 : last;
      between = OffsetPosition.endsTransaction(record, between);
      last = between ? i : last;
    }
    return last;
  }

  void take(Delivery delivery) {
    if (stream.isPresent()) {
      progress.take(delivery.polled());
      handedOver |= delivery instanceof Delivery.Handed;
    }
  }

  /** A checkpoint behind the record, unless nothing was handed over since the last one. */
  Optional<Delivery.Boundary> behind(SourceRecord record) {
    Optional<Delivery.Boundary> checkpoint =
        stream.filter(topic -> handedOver).map(topic -> boundary(record, topic));
    handedOver = false;
    return checkpoint;
  }

  private Delivery.Boundary boundary(SourceRecord record, EmbeddedTopic topic) {
    TopicPartition partition = topic.partition();
    SinkRecord checkpoint =
        new SinkRecord(
            partition.topic(),
            partition.partition(),
            null,
            null,
            Checkpoint.VALUE,
            progress.offsets().toText(),
            topic.takeOffset());
    return new Delivery.Boundary(record, checkpoint, topic);
  }

  /** Everything polled is stored. */
  void allStored() {
    progress.stored();
  }

  /** Whether the records so far end with a transaction. */
  boolean areUpToDate() {
    return progress.isBetweenTransactions();
  }
}
