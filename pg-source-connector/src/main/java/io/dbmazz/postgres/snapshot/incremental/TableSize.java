package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What there is to read of a table and its partitions.
 *
 * @param rows as the planner estimates; 0 when it was never analyzed
 * @param bytes of its files, without TOAST
 */
record TableSize(long rows, long bytes) {

  static final TableSize UNKNOWN = new TableSize(0, 0);

  private static final String QUERY =
      "SELECT coalesce(sum(greatest(f.reltuples, 0)), 0)::bigint,"
          + " coalesce(sum(pg_catalog.pg_relation_size(f.oid)), 0)::bigint"
          + " FROM pg_catalog.pg_class f WHERE f.relkind = 'r' AND f.oid IN ("
          + TableTree.OIDS
          + ")";

  static TableSize of(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement statement = TableTree.prepare(connection, QUERY, table)) {
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new TableSize(row.getLong(1), row.getLong(2));
      }
    }
  }
}
