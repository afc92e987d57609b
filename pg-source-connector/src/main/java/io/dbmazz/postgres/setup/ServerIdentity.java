package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whose WAL a server writes.
 *
 * @param system identifier of the database cluster, the same on its standbys
 * @param timeline counts the promotions of standbys, from 1
 */
public record ServerIdentity(String system, long timeline) {

  /**
   * Asks the server.
   *
   * @param replication a walsender's connection
   */
  public static ServerIdentity read(Connection replication) throws SQLException {
    try (Statement statement = replication.createStatement();
        ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
      row.next();
      return new ServerIdentity(row.getString("systemid"), row.getLong("timeline"));
    }
  }
}
