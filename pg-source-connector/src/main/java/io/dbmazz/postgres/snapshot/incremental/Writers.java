package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The transactions that have written to a table or its partitions and are not visible yet: who
 * writes locks the table, and lets go of the lock only after its changes are visible, also when a
 * synchronous standby keeps it waiting. Immutable.
 *
 * <p>Locks and not xids, as these do not tell: a snapshot's {@code xmax} says which transaction
 * ended last, and one with a higher xid may be running for long. Other tables' writers do not
 * matter.
 *
 * @param holders of such locks
 */
record Writers(List<Writer> holders) {

  /**
   * A transaction that holds such a lock.
   *
   * @param transaction virtual id; of a prepared transaction {@code -1/xid}
   * @param name for people
   */
  record Writer(String transaction, String name) {}

  private static final String HOLDERS =
      """
      SELECT DISTINCT l.virtualtransaction,
             coalesce('pid ' || l.pid, 'prepared transaction ' || l.virtualtransaction) AS name
        FROM pg_catalog.pg_locks l
       WHERE l.locktype = 'relation' AND l.granted
         AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
         AND l.database = (SELECT oid FROM pg_catalog.pg_database
                            WHERE datname = pg_catalog.current_database())
         AND l.mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock',
                        'AccessExclusiveLock')
         AND l.relation IN (
      """
          + TableTree.OIDS
          + ") ORDER BY name";

  Writers {
    holders = List.copyOf(holders);
  }

  /** Those of this moment. */
  static Writers of(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement statement = TableTree.prepare(connection, HOLDERS, table)) {
      try (ResultSet row = statement.executeQuery()) {
        List<Writer> holders = new ArrayList<>();
        while (row.next()) {
          holders.add(new Writer(row.getString("virtualtransaction"), row.getString("name")));
        }
        return new Writers(holders);
      }
    }
  }

  /** Those that still are among the later ones. */
  Writers stillIn(Writers later) {
    return new Writers(holders.stream().filter(later.holders()::contains).toList());
  }

  boolean isEmpty() {
    return holders.isEmpty();
  }

  @Override
  public String toString() {
    return holders.stream().map(Writer::name).distinct().collect(Collectors.joining(", "));
  }
}
