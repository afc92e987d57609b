package io.dbmazz.postgres.setup;

import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How far the server has written its WAL, or a standby has replayed it. */
public final class ServerPosition {

  private static final String QUERY =
      "SELECT CASE WHEN pg_catalog.pg_is_in_recovery()"
          + " THEN pg_catalog.pg_last_wal_replay_lsn()"
          + " ELSE pg_catalog.pg_current_wal_lsn() END";

  private ServerPosition() {}

  /** Asks the server. */
  public static Lsn read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      row.next();
      return Lsn.parse(row.getString(1));
    }
  }
}
