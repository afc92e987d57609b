package io.dbmazz.runner.demo.compare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns of a table in PostgreSQL, as its catalog lists them.
 *
 * @param schema of the table
 * @param name of the table
 * @param keys positions of the primary key's columns in {@code columns}, in key order
 */
record ComparedTable(String schema, String name, List<Column> columns, List<Integer> keys) {

  private static final String COLUMNS =
      """
      SELECT a.attname, t.typname, array_position(i.indkey::int2[], a.attnum) AS key_position
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
       WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY a.attnum
      """;

  /** A column and how it is read. */
  record Column(String name, ColumnKind kind) {}

  /**
   * Reads a table's columns.
   *
   * @throws IllegalArgumentException when there is no such table or it has no primary key
   */
  static ComparedTable read(Connection postgres, String schema, String name) throws SQLException {
    List<Column> columns = new ArrayList<>();
    List<int[]> keys = new ArrayList<>();
    try (PreparedStatement query = postgres.prepareStatement(COLUMNS)) {
      query.setString(1, quoted(schema, '"') + "." + quoted(name, '"'));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          int position = row.getInt(3);
          if (!row.wasNull()) {
            keys.add(new int[] {position, columns.size()});
          }
          columns.add(new Column(row.getString(1), ColumnKind.ofPostgres(row.getString(2))));
        }
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "Table " + schema + "." + name + " does not exist or has no primary key to compare by");
    }
    keys.sort((one, other) -> Integer.compare(one[0], other[0]));
    return new ComparedTable(
        schema, name, List.copyOf(columns), keys.stream().map(key -> key[1]).toList());
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** All rows in key order; text keys by code unit, as the target orders them. */
  String sourceQuery() {
    return "SELECT "
        + names('"')
        + " FROM "
        + quoted(schema, '"')
        + "."
        + quoted(name, '"')
        + " ORDER BY "
        + keys.stream()
            .map(
                key ->
                    quoted(columns.get(key).name(), '"')
                        + (columns.get(key).kind().equals(ColumnKind.TEXT) ? " COLLATE \"C\"" : ""))
            .collect(Collectors.joining(", "));
  }

  /** The live rows of the copy in key order. */
  String targetQuery(String table) {
    return "SELECT "
        + names('`')
        + " FROM "
        + quoted(table, '`')
        + " WHERE dbmazz_is_deleted = FALSE ORDER BY "
        + keys.stream()
            .map(key -> quoted(columns.get(key).name(), '`'))
            .collect(Collectors.joining(", "));
  }

  Row sourceRow(ResultSet row) throws SQLException {
    List<Object> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      values.add(columns.get(i).kind().source().read(row, i + 1));
    }
    return keyed(values);
  }

  Row targetRow(ResultSet row) throws SQLException {
    List<Object> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      values.add(columns.get(i).kind().target().read(row, i + 1));
    }
    return keyed(values);
  }

  private Row keyed(List<Object> values) {
    return new Row(new RowKey(keys.stream().map(values::get).toList()), values);
  }

  private String names(char quote) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> quoted(columns.get(i).name(), quote))
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String identifier, char quote) {
    String mark = String.valueOf(quote);
    return mark + identifier.replace(mark, mark + mark) + mark;
  }
}
