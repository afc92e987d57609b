package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names of the tables that logical replication could publish now.
 *
 * @param names under which they would be published
 * @param partitions that are published as their root, and that root; empty when they are not
 */
record PresentTables(Set<TableName> names, Map<TableName, TableName> partitions) {

  private static final String QUERY =
      """
      SELECT n.nspname, c.relname, c.relkind = 'p' AS root, c.relispartition AS leaf,
             rn.nspname AS root_schema, r.relname AS root_name
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_class r
          ON c.relispartition AND r.oid = pg_catalog.pg_partition_root(c.oid)
        LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
       WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
         AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      """;

  PresentTables {
    names = Set.copyOf(names);
    partitions = Map.copyOf(partitions);
  }

  static PresentTables read(Connection sql, PartitionMode mode) throws SQLException {
    Set<TableName> names = new HashSet<>();
    Map<TableName, TableName> partitions = new HashMap<>();
    try (Statement statement = sql.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        TableName name = new TableName(row.getString("nspname"), row.getString("relname"));
        if (!row.getBoolean(mode == PartitionMode.ROOT ? "leaf" : "root")) {
          names.add(name);
        } else if (mode == PartitionMode.ROOT && row.getString("root_name") != null) {
          TableName root = new TableName(row.getString("root_schema"), row.getString("root_name"));
          partitions.put(name, root);
        }
      }
    }
    return new PresentTables(names, partitions);
  }
}
