package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A primary, or a standby that can decode: PostgreSQL 16 or newer. */
final class StandbyCheck implements SetupCheck {

  private static final int FIRST_THAT_DECODES = 16;

  @Override
  public void verify(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() >= FIRST_THAT_DECODES) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_is_in_recovery()")) {
      row.next();
      if (row.getBoolean(1)) {
        throw new SetupException(
            "database.hostname",
            "The server is a standby, and PostgreSQL "
                + connection.getMetaData().getDatabaseMajorVersion()
                + " decodes changes on the primary alone (standbys from 16 on). Connect to the"
                + " primary; with several hosts: database.url=postgres://…?target_session_attrs="
                + "primary");
      }
    }
  }
}
