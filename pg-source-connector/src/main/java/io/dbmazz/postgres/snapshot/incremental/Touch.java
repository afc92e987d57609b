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
 * @param key of the row; empty for all rows of the table, and when rows have none
 * @param partial the change, when it leaves values of the row unsaid or there is no key to tell the
 *     row by; else it replaces or removes the row whole and is not kept
 */
record Touch(long xid, TableVersion table, Optional<RowKey> key, Optional<RowChange> partial) {

  /** What a change of a row without a key counts, where others count 1. */
  private static final int WHOLE_ROW = 20;

  static Touch of(RowChange change) {
    return new Touch(
        change.transaction().xid(),
        change.table(),
        Optional.ofNullable(change.key()).map(RowKey::of),
        isPartial(change) ? Optional.of(change) : Optional.empty());
  }

  /** Whether the change can only be applied to the row before it, or tells the row by itself. */
  private static boolean isPartial(RowChange change) {
    boolean unsaid = change.operation() == Operation.UPDATE && !change.unchanged().isEmpty();
    boolean keyless = change.key() == null && change.operation() != Operation.TRUNCATE;
    return unsaid || keyless;
  }

  /** How much of a log's limit it takes. */
  int weight() {
    return key.isEmpty() && partial.isPresent() ? WHOLE_ROW : 1;
  }
}
