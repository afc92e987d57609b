package io.dbmazz.starrocks;

import io.dbmazz.record.Checkpoint;
import io.dbmazz.starrocks.change.Change;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Whether the records taken so far end with a transaction of the source. Checkpoints say so, where
 * they come; otherwise another commit LSN does, as long as all records are in one partition.
 * Between several partitions there is no order, so any place is as good as another.
 */
final class SourceBoundary {

  private enum Place {
    BETWEEN_TRANSACTIONS,
    /** Only a record that is still to come tells. */
    UNKNOWN,
    WITHIN_A_TRANSACTION
  }

  private Place place = Place.BETWEEN_TRANSACTIONS;
  private long version = Audit.NO_VERSION;

  /** Whether the next record begins another transaction. */
  boolean isBefore(SinkRecord record, Change change) {
    long next = version(change);
    return place == Place.UNKNOWN
        && !isCheckpoint(record)
        && next != Audit.NO_VERSION
        && next != version;
  }

  /**
   * A record was taken.
   *
   * @param partitions how many are read
   */
  void take(SinkRecord record, Change change, int partitions) {
    if (isCheckpoint(record)) {
      place = Place.BETWEEN_TRANSACTIONS;
    } else if (Checkpoint.isTopic(record.originalTopic())) {
      place = Place.WITHIN_A_TRANSACTION;
    } else {
      long newest = version(change);
      version = newest == Audit.NO_VERSION ? version : newest;
      boolean ordered = partitions == 1 && version != Audit.NO_VERSION;
      place = ordered ? Place.UNKNOWN : Place.BETWEEN_TRANSACTIONS;
    }
  }

  /** Whether they certainly do. */
  boolean isReached() {
    return place == Place.BETWEEN_TRANSACTIONS;
  }

  /** Whether they may, for all that can be known before more records come. */
  boolean mayBeReached() {
    return place != Place.WITHIN_A_TRANSACTION;
  }

  void reset() {
    place = Place.BETWEEN_TRANSACTIONS;
    version = Audit.NO_VERSION;
  }

  static boolean isCheckpoint(SinkRecord record) {
    return Checkpoint.isTopic(record.topic());
  }

  private static long version(Change change) {
    return change instanceof Change.Write write
        ? write.operation().audit().version()
        : Audit.NO_VERSION;
  }
}
