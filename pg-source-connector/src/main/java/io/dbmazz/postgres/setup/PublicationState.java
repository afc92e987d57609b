package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A publication in the catalog.
 *
 * @param oid of it
 * @param actions it publishes, of insert, update, delete and truncate
 * @param partitions under which name it publishes partitions
 * @param tables it publishes, under the names that appear in the stream
 */
record PublicationState(
    long oid, Set<String> actions, PartitionMode partitions, Set<TableName> tables) {

  /** Reads a publication; empty when there is none of that name. */
  static Optional<PublicationState> read(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT * FROM pg_catalog.pg_publication WHERE pubname = ?")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Set<TableName> tables = tables(connection, name);
        return Optional.of(
            new PublicationState(row.getLong("oid"), actions(row), partitions(row), tables));
      }
    }
  }

  private static Set<String> actions(ResultSet row) throws SQLException {
    Set<String> actions = new HashSet<>();
    for (String action : new String[] {"insert", "update", "delete", "truncate"}) {
      if (row.getBoolean("pub" + action)) {
        actions.add(action);
      }
    }
    return Set.copyOf(actions);
  }

  private static PartitionMode partitions(ResultSet row) throws SQLException {
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      if (row.getMetaData().getColumnName(i).equals("pubviaroot")) {
        return row.getBoolean(i) ? PartitionMode.ROOT : PartitionMode.LEAF;
      }
    }
    return PartitionMode.LEAF;
  }

  private static Set<TableName> tables(Connection connection, String name) throws SQLException {
    Set<TableName> tables = new HashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT schemaname, tablename FROM pg_catalog.pg_publication_tables"
                + " WHERE pubname = ?")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          tables.add(new TableName(row.getString(1), row.getString(2)));
        }
      }
    }
    return Set.copyOf(tables);
  }

  /** Whether it publishes changes of existing rows, which take a replica identity. */
  boolean needsIdentity() {
    return actions.contains("update") || actions.contains("delete");
  }
}
