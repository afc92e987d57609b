package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.Transaction;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;

/**
 * Gives records of snapshots their version: later than every change emitted so far, earlier than
 * every one to come. The former begin below the covered end and so do their commits, which are
 * longer than a byte; the latter commit at it or behind.
 */
final class RowVersion {

  /** Rows come before every change of the transaction at their version. */
  static final long BEFORE_ALL = -1;

  private RowVersion() {}

  /**
   * What comes before all changes still to come.
   *
   * @param covered end of the WAL of which everything is emitted
   * @param micros the time, since 1970-01-01 UTC
   */
  static Transaction at(Lsn covered, long micros) {
    return new Transaction(new Lsn(covered.value() - 1), micros, 0);
  }

  /** The new row of a change as a row that was read. */
  static RowChange read(RowChange row, Transaction version) {
    return new RowChange(
        row.table(),
        Operation.READ,
        row.key(),
        null,
        row.after(),
        row.unchanged(),
        row.unrepresentable(),
        version,
        version.commitLsn(),
        BEFORE_ALL);
  }
}
