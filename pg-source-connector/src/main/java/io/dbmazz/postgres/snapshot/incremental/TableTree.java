package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.setup.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A table and, when it is partitioned, all that is below it. */
final class TableTree {

  /** A subquery for their oids; its two parameters are the only ones of its statement. */
  static final String OIDS =
      """
      SELECT t.relid
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace,
             LATERAL (SELECT c.oid AS relid
                      UNION SELECT p.relid FROM pg_catalog.pg_partition_tree(c.oid) AS p) AS t
       WHERE n.nspname = ? AND c.relname = ?
      """;

  private TableTree() {}

  /**
   * Prepares a statement that contains {@link #OIDS}.
   *
   * @param table whose tree is meant
   */
  static PreparedStatement prepare(Connection connection, String sql, TableName table)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      statement.setString(1, table.schema());
      statement.setString(2, table.table());
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
