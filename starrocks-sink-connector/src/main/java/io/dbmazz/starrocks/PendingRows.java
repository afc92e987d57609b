package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.FlushLimits;
import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.buffer.RowBuffer;
import io.dbmazz.starrocks.change.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** What was taken for the next transaction, and when it is due: all tables fall due together. */
final class PendingRows {

  /** No table is due by itself. */
  private static final Duration NEVER = Duration.ofDays(3650);

  private final FlushLimits limits;
  private final SourceBoundary boundary = new SourceBoundary();
  private RowBuffer buffer;
  private Optional<Instant> since = Optional.empty();
  private int records;

  PendingRows(FlushLimits limits) {
    this.limits = limits;
    this.buffer = new RowBuffer(together());
  }

  private FlushLimits together() {
    return new FlushLimits(Integer.MAX_VALUE, Long.MAX_VALUE, NEVER);
  }

  SourceBoundary boundary() {
    return boundary;
  }

  /**
   * A change that was taken.
   *
   * @param origin its record, to be kept as long as its row
   */
  record Row(TopicPartition partition, Change change, Optional<SinkRecord> origin) {}

  void add(Row row, long offset, Instant now) {
    buffer.add(row.change(), row.partition(), offset, row.origin(), now);
    records++;
    if (since.isEmpty()) {
      since = Optional.of(now);
    }
  }

  /** Whether nothing was taken since the last commit. */
  boolean isEmpty() {
    return since.isEmpty();
  }

  boolean isDue(Instant now) {
    return records >= limits.maxRows()
        || buffer.bytes() >= limits.maxBytes() / 2
        || age(now).compareTo(limits.interval()) >= 0;
  }

  /** Whether it is due for as long again, though no place to cut it was found. */
  boolean isOverdue(Instant now) {
    return !isEmpty() && age(now).compareTo(limits.interval().multipliedBy(2)) >= 0;
  }

  private Duration age(Instant now) {
    return since.map(first -> Duration.between(first, now)).orElse(Duration.ZERO);
  }

  boolean isFull() {
    return buffer.bytes() >= limits.maxBytes();
  }

  /** Milliseconds until it is due. */
  long waitLeft(Instant now) {
    return isEmpty() ? Long.MAX_VALUE : Math.max(0, limits.interval().minus(age(now)).toMillis());
  }

  /** Takes everything, for a commit. */
  List<RowBatch> takeAll(Instant now) {
    since = Optional.empty();
    records = 0;
    return buffer.takeAll(now);
  }

  /** Takes everything there is so far of a transaction. */
  List<RowBatch> takePart(Instant now) {
    return buffer.takeAll(now);
  }

  /** The batches need no memory any more. */
  void loaded(List<RowBatch> batches) {
    batches.forEach(buffer::loaded);
  }

  /** Drops everything. */
  void reset() {
    buffer = new RowBuffer(together());
    since = Optional.empty();
    records = 0;
    boundary.reset();
  }

  long rows() {
    return buffer.rows();
  }

  long bytes() {
    return buffer.bytes();
  }
}
