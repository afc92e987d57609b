package io.dbmazz.runner.pipeline;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/** LSNs of source offsets, where the source is PostgreSQL; of others nothing is known. */
final class OffsetPosition {

  private OffsetPosition() {}

  /** Newest WAL position that the record stands for. */
  static Lsn current(SourceRecord record) {
    return position(record.sourceOffset())
        .map(position -> Lsn.max(position.commitLsn(), position.endLsn()))
        .orElse(Lsn.ZERO);
  }

  /** Position below which the offset covers everything. */
  static Lsn confirmed(Map<String, ?> offset) {
    return position(offset).map(SourcePosition::endLsn).orElse(Lsn.ZERO);
  }

  /**
   * Whether a record is the last of its transaction. Only then does its offset cover the
   * transaction's end (docs/adr/0001).
   *
   * @param before whether the record before it was; rows of a snapshot leave that as it is
   */
  static boolean endsTransaction(SourceRecord record, boolean before) {
    if (record.sourcePartition() != null && record.sourcePartition().containsKey("table")) {
      return before;
    }
    return position(record.sourceOffset())
        .map(position -> position.endLsn().isAfter(position.commitLsn()))
        .orElse(true);
  }

  /** Whether a record begins another transaction than that of the record before it. */
  static boolean isOfAnotherTransaction(SourceRecord before, SourceRecord record) {
    Optional<SourcePosition> earlier = position(before.sourceOffset());
    Optional<SourcePosition> later = position(record.sourceOffset());
    return earlier.isPresent()
        && later.isPresent()
        && !earlier.get().commitLsn().equals(later.get().commitLsn());
  }

  private static Optional<SourcePosition> position(Map<String, ?> offset) {
    try {
      return offset == null ? Optional.empty() : Optional.of(SourcePosition.fromOffset(offset));
    } catch (IllegalArgumentException e) {
      // Another connector's offset, which this one cannot be asked about beforehand.
      return Optional.empty();
    }
  }

  /** Whether the record is a row change, and not a heartbeat or a tombstone. */
  static boolean isEvent(SourceRecord record) {
    return record.value() != null && !PolledBatch.isHeartbeat(record);
  }
}
