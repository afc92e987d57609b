package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.snapshot.incremental.XidSnapshot.Knowledge;
import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Questions about visibility and WAL, in each server's words. Immutable. */
final class SnapshotFunctions {

  /** The first server with {@code xid8}; its older names give the same numbers. */
  private static final int NEW_NAMES = 13;

  private static final long LONGEST_PAGE_HEADER = 40;

  private final String current;

  private SnapshotFunctions(String current) {
    this.current = current;
  }

  static SnapshotFunctions of(Connection connection) throws SQLException {
    boolean old = connection.getMetaData().getDatabaseMajorVersion() < NEW_NAMES;
    return new SnapshotFunctions(
        "pg_catalog." + (old ? "txid_current_snapshot()" : "pg_current_snapshot()"));
  }

  /** What this transaction's snapshot sees. */
  XidSnapshot seen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT " + current + "::text, pg_catalog.pg_is_in_recovery()")) {
      row.next();
      return XidSnapshot.parse(
          row.getString(1), row.getBoolean(2) ? Knowledge.BOUNDS_ONLY : Knowledge.COMPLETE);
    }
  }

  /**
   * An end of the WAL behind the commits of all transactions that are visible by now. A commit may
   * be visible before it is flushed, so on a primary it is where the next record will be written.
   * On a standby it is what has been received: the newest commit is visible a moment before it
   * counts as replayed.
   */
  static Lsn walEnd(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CASE WHEN pg_catalog.pg_is_in_recovery()"
                    + " THEN GREATEST(pg_catalog.pg_last_wal_receive_lsn(),"
                    + " pg_catalog.pg_last_wal_replay_lsn())"
                    + " ELSE pg_catalog.pg_current_wal_insert_lsn() END,"
                    + " pg_catalog.current_setting('wal_block_size')::bigint")) {
      row.next();
      return withoutPageHeader(Lsn.parse(row.getString(1)), row.getLong(2));
    }
  }

  /**
   * The place where the next record will be written lies behind the page's header, and the stream
   * of an idle server ends before it; no record begins in between.
   */
  static Lsn withoutPageHeader(Lsn next, long pageSize) {
    long inPage = Long.remainderUnsigned(next.value(), pageSize);
    return inPage <= LONGEST_PAGE_HEADER ? new Lsn(next.value() - inPage) : next;
  }
}
