package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A configuration key whose value takes a server of some version.
 *
 * @param key in use
 * @param since major version of PostgreSQL that it takes at least
 */
public record VersionedKey(String key, int since) implements SetupCheck {

  @Override
  public void verify(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < since) {
      throw new SetupException(
          key,
          key
              + " needs PostgreSQL "
              + since
              + " or newer, and this is "
              + connection.getMetaData().getDatabaseProductVersion()
              + "; leave it out");
    }
  }
}
