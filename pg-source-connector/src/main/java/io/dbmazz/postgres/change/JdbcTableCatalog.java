package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.type.CatalogConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code pg_attribute} and {@code pg_index} over the side connection. */
final class JdbcTableCatalog implements TableCatalog {

  /** Columns that an index only includes come after its key columns in {@code indkey}. */
  private static final String COLUMNS =
      """
      SELECT a.attname, a.attndims,
             (SELECT k.position
              FROM pg_catalog.pg_index i,
                   pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
              WHERE i.indrelid = a.attrelid AND i.indisprimary
                AND k.attnum = a.attnum AND k.position <= i.indnkeyatts) AS key_position
      FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = ?::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped
      """;

  private final CatalogConnection catalog;

  JdbcTableCatalog(CatalogConnection catalog) {
    this.catalog = catalog;
  }

  @Override
  public TableFacts describe(Oid relation) {
    return catalog.ask(
        "the table with oid " + relation, connection -> describe(connection, relation));
  }

  private static TableFacts describe(Connection connection, Oid relation) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, relation.toLong());
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows);
      }
    }
  }

  private static TableFacts read(ResultSet rows) throws SQLException {
    Map<Long, String> key = new TreeMap<>();
    Map<String, Integer> dimensions = new HashMap<>();
    while (rows.next()) {
      String column = rows.getString("attname");
      long position = rows.getLong("key_position");
      if (position > 0) {
        key.put(position, column);
      }
      dimensions.put(column, rows.getInt("attndims"));
    }
    return new TableFacts(List.copyOf(key.values()), dimensions);
  }
}
