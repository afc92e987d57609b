package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.CopiedTable;
import io.dbmazz.postgres.snapshot.incremental.KeyRange.KeyColumn;
import io.dbmazz.postgres.snapshot.incremental.KeyRange.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What reading a table by its key takes from the catalog. */
final class KeyCatalog {

  private static final String COLUMNS =
      """
      SELECT c.relkind, a.attname,
             pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
             (SELECT pg_catalog.quote_ident(s.nspname) || '.'
                     || pg_catalog.quote_ident(l.collname)
                FROM pg_catalog.pg_index i,
                     ROWS FROM (pg_catalog.unnest(i.indkey::int2[]),
                                pg_catalog.unnest(i.indcollation::oid[])) AS k (attnum, coll)
                JOIN pg_catalog.pg_collation l ON l.oid = k.coll
                JOIN pg_catalog.pg_namespace s ON s.oid = l.collnamespace
               WHERE i.indrelid = c.oid AND i.indisvalid AND (i.indisprimary OR i.indisreplident)
                 AND k.attnum = a.attnum AND k.coll <> a.attcollation
               ORDER BY i.indisprimary DESC LIMIT 1) AS collation
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
       WHERE c.oid = ?::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped
      """;

  /**
   * A table's file in the catalog is that of the snapshot, the function's that of this moment.
   * TRUNCATE and rewriting forms of ALTER TABLE put another in its place, in which older snapshots
   * see nothing (manual, "Caveats" of concurrency control).
   */
  private static final String REWRITTEN =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_class c
         WHERE c.relkind = 'r'
           AND c.oid IN (SELECT ?::bigint::oid
                         UNION SELECT p.relid
                           FROM pg_catalog.pg_partition_tree(?::bigint::oid) AS p)
           AND pg_catalog.pg_relation_filenode(c.oid) IS DISTINCT FROM c.relfilenode)
      """;

  private KeyCatalog() {}

  /**
   * How to read a table in the order of its key; empty when it is gone, or has other columns by
   * now.
   */
  static Optional<KeyRange> range(Connection connection, CopiedTable table) throws SQLException {
    Map<String, KeyColumn> columns = new HashMap<>();
    boolean partitioned = false;
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, table.published().relation().oid().toLong());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          partitioned = row.getString("relkind").equals("p");
          columns.put(row.getString("attname"), column(row));
        }
      }
    }
    if (!columns.keySet().containsAll(table.key())) {
      return Optional.empty();
    }
    List<KeyColumn> key = new ArrayList<>();
    table.key().forEach(name -> key.add(columns.get(name)));
    return Optional.of(new KeyRange(rows(table, partitioned ? "" : "ONLY "), key));
  }

  private static KeyColumn column(ResultSet row) throws SQLException {
    return new KeyColumn(
        row.getString("attname"),
        row.getString("type"),
        Optional.ofNullable(row.getString("collation")));
  }

  private static Rows rows(CopiedTable table, String only) {
    String name =
        KeyRange.quoted(table.version().schema()) + "." + KeyRange.quoted(table.version().table());
    return new Rows(table.selectList(), only + name, table.published().rowFilter());
  }

  /** Whether the rows of the present transaction's snapshot are no longer in the table's files. */
  static boolean isRewritten(Connection connection, CopiedTable table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REWRITTEN)) {
      statement.setLong(1, table.published().relation().oid().toLong());
      statement.setLong(2, table.published().relation().oid().toLong());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
