package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL 12 or newer. */
final class VersionCheck implements SetupCheck {

  private static final int OLDEST = 12;

  @Override
  public void verify(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST) {
      throw new SetupException(
          "database.hostname",
          "PostgreSQL "
              + connection.getMetaData().getDatabaseProductVersion()
              + " is too old: 12 or newer is needed");
    }
  }
}
