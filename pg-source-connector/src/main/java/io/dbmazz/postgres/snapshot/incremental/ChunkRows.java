package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.record.ChangeRecordSchemas;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a chunk that no later change has replaced yet, in the order of their keys. For one
 * thread.
 *
 * <p>Changes of one row become visible in the order in which they commit, because a second writer
 * waits for the first to end. So those that the chunk's snapshot does not see are the end of the
 * row's history, and the row as read is exactly what the first of them found: an update that leaves
 * TOASTed values unsaid can be completed from it.
 */
final class ChunkRows {

  private final XidSnapshot snapshot;
  private final TableVersion version;
  private final Map<RowKey, RowChange> rows = new LinkedHashMap<>();
  private TableVersion compared;
  private boolean sameShape;
  private boolean outdated;

  ChunkRows(XidSnapshot snapshot, TableVersion version, List<RowChange> read) {
    this.snapshot = snapshot;
    this.version = version;
    this.compared = version;
    this.sameShape = true;
    read.forEach(row -> rows.put(RowKey.of(row.key()), row));
  }

  /**
   * A change that is about to be emitted. When the rows were read without it, its row is dropped.
   *
   * @return the change, completed by what only the row knew
   */
  RowChange replace(RowChange change, Touch touch) {
    if (!concerns(touch)) {
      return change;
    }
    if (touch.key().isEmpty()) {
      rows.clear();
      return change;
    }
    RowChange row = rows.remove(touch.key().get());
    return row == null || touch.partial().isEmpty() ? change : Completion.ofUpdate(change, row);
  }

  /**
   * A change that was emitted before the rows were here. A row that it left values of unsaid stays,
   * as it is after the change.
   */
  void catchUp(Touch touch) {
    if (!concerns(touch)) {
      return;
    }
    if (touch.key().isEmpty()) {
      rows.clear();
    } else if (touch.partial().isPresent()) {
      rows.computeIfPresent(
          touch.key().get(), (key, row) -> Completion.ofRow(row, touch.partial().get()));
    } else {
      rows.remove(touch.key().get());
    }
  }

  /** Whether the change is news to rows of the same shape; one of another shape outdates them. */
  private boolean concerns(Touch touch) {
    if (outdated || snapshot.sees(touch.xid())) {
      return false;
    }
    if (!compared.equals(touch.table())) {
      compared = touch.table();
      sameShape = isSameShape(compared.schemas(), version.schemas());
    }
    outdated = !sameShape;
    return sameShape;
  }

  private static boolean isSameShape(ChangeRecordSchemas one, ChangeRecordSchemas other) {
    return one.row().equals(other.row())
        && one.hasKey() == other.hasKey()
        && (!one.hasKey() || one.key().equals(other.key()));
  }

  /** Whether the table has got another shape since the rows were read: they are of no use then. */
  boolean isOutdated() {
    return outdated;
  }

  /** Takes the rows that are left. */
  Deque<RowChange> take() {
    Deque<RowChange> left = new ArrayDeque<>(rows.values());
    rows.clear();
    return left;
  }
}
