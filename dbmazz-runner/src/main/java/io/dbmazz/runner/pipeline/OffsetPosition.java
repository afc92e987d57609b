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
