package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.Oid;
import io.dbmazz.postgres.type.CatalogConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code pg_attribute} and {@code pg_index} over the side connection. */
final class JdbcTableCatalog implements TableCatalog {

  /**
   * Columns that an index only includes come after its key columns in {@code indkey}. Dropped ones
   * are there without name and type; generated ones are not replicated by default.
   */
  private static final String COLUMNS =
      """
      SELECT a.attrelid::bigint AS relation, a.attname, a.attndims, a.attisdropped, a.attgenerated <> '' AS generated,
             (SELECT k.position
              FROM pg_catalog.pg_index i,
                   pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, position)
              WHERE i.indrelid = a.attrelid AND i.indisprimary
                AND k.attnum = a.attnum AND k.position <= i.indnkeyatts) AS key_position
      FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = ANY (?::bigint[]::oid[]) AND a.attnum > 0
      ORDER BY a.attrelid, a.attnum
      """;

  private final CatalogConnection catalog;

  JdbcTableCatalog(CatalogConnection catalog) {
    this.catalog = catalog;
  }

  @Override
  public TableFacts describe(Oid relation) {
    return ask("the table with oid " + relation, List.of(relation))
        .getOrDefault(relation, TableFacts.UNKNOWN);
  }

  /** The facts of those tables that there are, by one query. */
  Map<Oid, TableFacts> describe(List<Oid> relations) {
    return ask(relations.size() + " tables", relations);
  }

  private Map<Oid, TableFacts> ask(String what, List<Oid> relations) {
    return catalog.ask(what, connection -> describe(connection, relations));
  }

  private static Map<Oid, TableFacts> describe(Connection connection, List<Oid> relations)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      Long[] oids = relations.stream().map(Oid::toLong).toArray(Long[]::new);
      statement.setArray(1, connection.createArrayOf("int8", oids));
      try (ResultSet rows = statement.executeQuery()) {
        Map<Oid, TableFacts> found = new HashMap<>();
        boolean more = rows.next();
        while (more) {
          more = read(rows, found);
        }
        return found;
      }
    }
  }

  /** Reads the rows of one table; false when no other follows. */
  private static boolean read(ResultSet rows, Map<Oid, TableFacts> found) throws SQLException {
    long relation = rows.getLong("relation");
    Map<Long, String> key = new TreeMap<>();
    Map<String, Integer> dimensions = new HashMap<>();
    List<String> order = new ArrayList<>();
    boolean complete = true;
    boolean more = true;
    for (; more && rows.getLong("relation") == relation; more = rows.next()) {
      if (rows.getBoolean("attisdropped")) {
        complete = false;
        continue;
      }
      String column = rows.getString("attname");
      long position = rows.getLong("key_position");
      if (position > 0) {
        key.put(position, column);
      }
      dimensions.put(column, rows.getInt("attndims"));
      if (!rows.getBoolean("generated")) {
        order.add(column);
      }
    }
    found.put(
        new Oid((int) relation),
        new TableFacts(List.copyOf(key.values()), dimensions, complete ? order : List.of()));
    return more;
  }
}
