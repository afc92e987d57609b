package io.dbmazz.postgres;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads offsets of Debezium's PostgreSQL connector (its {@code PostgresOffsetContext}), which keeps
 * them under the same partition.
 *
 * <p>Its {@code lsn_commit} is the end of the last transaction that it finished; a record carries
 * the one before its own transaction's. So the transaction that was under way is read again whole:
 * {@code lsn} alone does not tell how much of it was emitted, as rows of one COPY share an LSN.
 */
final class DebeziumOffset {

  private static final Logger LOG = LoggerFactory.getLogger(DebeziumOffset.class);
  private static final String LSN = "lsn";
  private static final String FINISHED = "lsn_commit";
  private static final String PROCESSED = "lsn_proc";
  private static final String INCREMENTAL = "incremental_snapshot_collections";

  private DebeziumOffset() {}

  static boolean isOne(Map<String, ?> offset) {
    return offset.containsKey(LSN) && !offset.containsKey("end_lsn");
  }

  /**
   * The position that has all that Debezium has not emitted.
   *
   * @throws IllegalArgumentException when it was stopped in the middle of a snapshot
   */
  static SourcePosition position(Map<String, ?> offset) {
    if (offset.containsKey("snapshot")
        && !isTrue(offset, "last_snapshot_record")
        && !isTrue(offset, "snapshot_completed")) {
      throw new IllegalArgumentException(
          "Debezium was stopped in the middle of its snapshot. Let it finish, or drop the slot and"
              + " remove the offset to start anew");
    }
    // Without a finished transaction its first one was under way, and no commit came before that.
    return integer(offset, FINISHED)
        .or(() -> integer(offset, PROCESSED))
        .or(() -> integer(offset, LSN))
        .map(Lsn::new)
        .map(SourcePosition::startingAt)
        .orElseThrow(() -> new IllegalArgumentException("Debezium's offset has no integer 'lsn'"));
  }

  /** Says what is taken over, and what is not. */
  static void announce(Map<String, ?> offset) {
    LOG.info("Going on from {} after Debezium's connector", position(offset).endLsn());
    Object unfinished = offset.get(INCREMENTAL);
    if (unfinished != null && !unfinished.toString().isBlank()) {
      LOG.warn(
          "Debezium was stopped in the middle of an incremental snapshot of {}, which is not gone on"
              + " with: snapshot those tables anew",
          unfinished);
    }
  }

  private static boolean isTrue(Map<String, ?> offset, String key) {
    return offset.get(key) instanceof Boolean value && value;
  }

  private static Optional<Long> integer(Map<String, ?> offset, String key) {
    return offset.get(key) instanceof Number value
        ? Optional.of(value.longValue())
        : Optional.empty();
  }
}
