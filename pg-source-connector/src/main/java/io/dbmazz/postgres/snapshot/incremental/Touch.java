package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.record.Operation;
import java.util.Optional;

/**
 * What a streamed change means to a row that was read without it.
 *
 * @param xid of its transaction, unsigned 32 bits
 * @param table the version of the table it was written with
 * @param key of the row; empty for all rows of the table
 * @param partial the change, when it leaves values of the row unsaid; else it replaces or removes
 *     the row whole and is not kept
 */
record Touch(long xid, TableVersion table, Optional<RowKey> key, Optional<RowChange> partial) {

  static Touch of(RowChange change) {
    return new Touch(
        change.transaction().xid(),
        change.table(),
        Optional.ofNullable(change.key()).map(RowKey::of),
        isPartial(change) ? Optional.of(change) : Optional.empty());
  }

  /** Whether the change can only be applied to the row before it. */
  private static boolean isPartial(RowChange change) {
    return change.operation() == Operation.UPDATE && !change.unchanged().isEmpty();
  }
}
