package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The server writes what logical decoding needs. */
final class WalLevelCheck implements SetupCheck {

  @Override
  public void verify(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW wal_level")) {
      row.next();
      if (!row.getString(1).equals("logical")) {
        throw new SetupException(
            "database.hostname",
            "wal_level is '"
                + row.getString(1)
                + "', but logical replication needs 'logical': ALTER SYSTEM SET wal_level ="
                + " logical, then restart the server (managed services have a parameter for it,"
                + " such as rds.logical_replication)");
      }
    }
  }
}
