package io.dbmazz.postgres.emit;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.record.Lsn;
import java.util.Map;

/**
 * Changes of tables without a key that the rows of a snapshot show already: emitted once more they
 * would be one row too many. Changes of tables with a key make no difference, and among them may be
 * the deletes of rows that an interrupted snapshot has emitted; they stay.
 */
final class KeylessCuts {

  private final Map<String, Lsn> points;
  private final Lsn newest;

  /**
   * @param points by {@code schema.table}
   */
  KeylessCuts(Map<String, Lsn> points) {
    this.points = Map.copyOf(points);
    this.newest = points.values().stream().reduce(Lsn.ZERO, Lsn::max);
  }

  boolean cover(RowChange change) {
    Lsn commit = change.transaction().commitLsn();
    if (!newest.isAfter(commit) || change.table().schemas().hasKey()) {
      return false;
    }
    TableVersion table = change.table();
    Lsn point = points.get(table.schema() + "." + table.table());
    return point != null && point.isAfter(commit);
  }
}
