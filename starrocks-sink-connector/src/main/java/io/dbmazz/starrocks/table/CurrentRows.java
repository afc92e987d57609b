package io.dbmazz.starrocks.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads rows of a table by their keys, their values as a load takes them. */
public final class CurrentRows {

  private static final int ROWS_OF_A_QUERY = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TableCatalog catalog;

  /** Reads over the catalogue's connection settings. */
  public CurrentRows(TableCatalog catalog) {
    this.catalog = catalog;
  }

  /** A key as its columns are compared: {@link #comparable} of each, in key order. */
  public static String comparable(TargetColumn column, String text) {
    return switch (column.type()) {
      case "decimal" -> new BigDecimal(text).stripTrailingZeros().toPlainString();
      case "boolean" -> text.equals("1") || text.equals("true") ? "1" : "0";
      case "datetime" -> text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
      default -> text;
    };
  }

  /**
   * The rows that are there.
   *
   * @param keys text of the key columns, in key order
   * @return JSON of every column by its name, by comparable key
   */
  public Map<List<String>, Map<String, String>> read(
      TargetTable table, Collection<List<String>> keys) {
    Map<List<String>, Map<String, String>> found = new HashMap<>();
    List<List<String>> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += ROWS_OF_A_QUERY) {
      List<List<String>> some = all.subList(from, Math.min(all.size(), from + ROWS_OF_A_QUERY));
      catalog
          .query("reading rows of " + table.id(), query(table, some))
          .forEach(row -> found.put(key(table, row), values(table, row)));
    }
    return found;
  }

  private static String query(TargetTable table, List<List<String>> keys) {
    String columns =
        table.columns().stream().map(CurrentRows::selected).collect(Collectors.joining(", "));
    List<TargetColumn> keyColumns = keyColumns(table);
    String rows =
        keys.stream().map(key -> condition(keyColumns, key)).collect(Collectors.joining(" OR "));
    return "SELECT " + columns + " FROM " + TableCatalog.quoted(table.id()) + " WHERE " + rows;
  }

  private static String selected(TargetColumn column) {
    String name = TableCatalog.quoted(column.name());
    return column.type().equals("varbinary") ? "to_base64(" + name + ") AS " + name : name;
  }

  private static String condition(List<TargetColumn> columns, List<String> key) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      parts.add(
          TableCatalog.quoted(columns.get(i).name()) + " = " + literal(columns.get(i), key.get(i)));
    }
    return "(" + String.join(" AND ", parts) + ")";
  }

  private static String literal(TargetColumn column, String text) {
    return isNumber(column)
        ? new BigDecimal(text).toPlainString()
        : "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  /** The key columns, in key order. */
  public static List<TargetColumn> keyColumns(TargetTable table) {
    return table.columns().stream().filter(TargetColumn::key).toList();
  }

  private static List<String> key(TargetTable table, Sql.Row row) {
    return keyColumns(table).stream()
        .map(column -> comparable(column, row.text(column.name()).orElse("")))
        .toList();
  }

  private static Map<String, String> values(TargetTable table, Sql.Row row) {
    Map<String, String> values = new HashMap<>();
    for (TargetColumn column : table.columns()) {
      values.put(
          column.name(), row.text(column.name()).map(text -> json(column, text)).orElse("null"));
    }
    return values;
  }

  private static String json(TargetColumn column, String text) {
    String type = column.type();
    if (type.equals("boolean")) {
      return text.equals("1") || text.equals("true") ? "true" : "false";
    }
    boolean raw =
        isNumber(column)
            || type.equals("json")
            || type.startsWith("array<")
            || type.startsWith("map<")
            || type.startsWith("struct<");
    return raw && !type.equals("decimal") && !type.equals("largeint") ? text : quoted(text);
  }

  private static boolean isNumber(TargetColumn column) {
    return switch (column.type()) {
      case "tinyint", "smallint", "int", "bigint", "largeint", "float", "double", "decimal" -> true;
      default -> false;
    };
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every text can be written as JSON", e);
    }
  }
}
