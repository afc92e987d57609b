package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.setup.ExportedSnapshot;
import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * A transaction that has imported a snapshot and exports it again, for as long as readers may come.
 * For the coordinating thread.
 *
 * @param transaction in which the snapshot holds
 * @param name for readers
 * @param point of the WAL that it shows
 * @param visible as {@code txid_current_snapshot()} writes it
 * @param end {@code txid_snapshot_xmax}: every transaction that it shows is older
 */
record HeldSnapshot(Connection transaction, String name, Lsn point, String visible, long end) {

  /** Takes a snapshot over from the connection that exported it. */
  static HeldSnapshot of(ExportedSnapshot exported, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      importInto(statement, exported.name());
      // Functions of version 13 have other names, but these are still there.
      try (ResultSet row =
          statement.executeQuery(
              "SELECT pg_catalog.pg_export_snapshot(), pg_catalog.txid_current_snapshot()::text,"
                  + " pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot())")) {
        row.next();
        return new HeldSnapshot(
            connection, row.getString(1), exported.point(), row.getString(2), row.getLong(3));
      }
    }
  }

  /**
   * Begins a transaction with a snapshot.
   *
   * @throws RetriableException when nobody holds the snapshot any more
   */
  static void importInto(Statement statement, String name) throws SQLException {
    try {
      statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      statement.execute("SET TRANSACTION SNAPSHOT '" + name + "'");
    } catch (SQLException e) {
      if ("42704".equals(e.getSQLState()) || "22023".equals(e.getSQLState())) {
        throw new RetriableException("The exported snapshot is gone: " + e.getMessage(), e);
      }
      throw e;
    }
  }

  /** The server's major version. */
  int serverVersion() throws SQLException {
    return transaction.getMetaData().getDatabaseMajorVersion();
  }
}
