package io.dbmazz.runner.pipeline;

import io.dbmazz.record.Heartbeat;
import io.dbmazz.runner.connect.TransformationChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What one poll gave.
 *
 * @param number of the poll, rising
 * @param polledAtMillis when it returned, Unix time
 * @param records in the source's order; none when there was nothing to read
 */
record PolledBatch(long number, long polledAtMillis, List<Polled> records) {

  /**
   * One record.
   *
   * @param original as the source gave it: the one to acknowledge
   * @param transformed for the sink; empty for a heartbeat and for what a transformation dropped
   */
  record Polled(SourceRecord original, Optional<SourceRecord> transformed) {}

  /**
   * Transforms what was polled.
   *
   * @throws ConnectException when a transformation failed. Never retriable: the source has given
   *     the records and will not give them again
   */
  static PolledBatch of(
      long number,
      long millis,
      List<SourceRecord> records,
      TransformationChain<SourceRecord> chain) {
    List<Polled> polled = new ArrayList<>(records.size());
    for (SourceRecord record : records) {
      polled.add(
          new Polled(record, isHeartbeat(record) ? Optional.empty() : transform(record, chain)));
    }
    return new PolledBatch(number, millis, polled);
  }

  private static Optional<SourceRecord> transform(
      SourceRecord record, TransformationChain<SourceRecord> chain) {
    try {
      return chain.apply(record);
    } catch (RuntimeException e) {
      throw new ConnectException(
          "A transformation failed on a record of " + record.topic() + ": " + e.getMessage(), e);
    }
  }

  static boolean isHeartbeat(SourceRecord record) {
    return Heartbeat.isHeartbeatTopic(record.topic());
  }

  boolean isEmpty() {
    return records.isEmpty();
  }
}
