package io.dbmazz.starrocks.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The CREATE TABLE for rows as they arrive: a PRIMARY KEY table with the keys first, or a DUPLICATE
 * KEY table for rows that have no key.
 */
final class CreateTable {

  private final ArrivingTable table;
  private final CreationOptions options;
  private final Map<String, ColumnType> keys;
  private final Map<String, ColumnType> others = new LinkedHashMap<>();

  CreateTable(ArrivingTable table, CreationOptions options) {
    this.table = table;
    this.options = options;
    for (ArrivingTable.Column column : table.columns()) {
      requireOwnName(column.name());
      others.put(column.name(), ColumnTypes.of(column.schema()));
    }
    keys = table.keys().isEmpty() ? sortKey() : PrimaryKey.of(table, others);
    others.keySet().removeAll(keys.keySet());
  }

  /** The statement. */
  String text() {
    String names =
        keys.keySet().stream().map(TableCatalog::quoted).collect(Collectors.joining(", "));
    return options
        .template()
        .fill(
            Map.of(
                "table",
                TableCatalog.quoted(table.id()),
                "columns",
                String.join(", ", columns()),
                "model",
                (table.keys().isEmpty() ? "DUPLICATE" : "PRIMARY") + " KEY (" + names + ")",
                "keys",
                names,
                "buckets",
                options.buckets() > 0 ? " BUCKETS " + options.buckets() : "",
                "properties",
                properties()));
  }

  private List<String> columns() {
    List<String> definitions = new ArrayList<>();
    String keyNullability = table.keys().isEmpty() ? "NULL" : "NOT NULL";
    keys.forEach((name, type) -> definitions.add(definition(name, type, keyNullability)));
    others.forEach((name, type) -> definitions.add(definition(name, type, "NULL")));
    if (options.audit() == AuditColumn.Mode.LOADED) {
      Arrays.stream(AuditColumn.values()).map(AuditColumn::definition).forEach(definitions::add);
    }
    return definitions;
  }

  static String definition(String name, ColumnType type, String nullability) {
    return TableCatalog.quoted(name) + " " + type + " " + nullability;
  }

  /** Rows without a key still have to be sorted and spread by something: the first that serves. */
  private Map<String, ColumnType> sortKey() {
    return others.entrySet().stream()
        .filter(column -> column.getValue().isSortable())
        .findFirst()
        .map(column -> Map.of(column.getKey(), column.getValue()))
        .orElseThrow(
            () ->
                refused(
                    "its rows have no key, and none of their columns can sort a DUPLICATE KEY"
                        + " table. Give the source table a primary key"));
  }

  private void requireOwnName(String name) {
    if (options.audit() == AuditColumn.Mode.LOADED && AuditColumn.isNamed(name)) {
      throw refused(
          "its rows bring a column "
              + name
              + ", which is an audit column's name. Leave it out of the source"
              + " (column.exclude.list) or set audit.columns=false");
    }
  }

  private ConnectException refused(String cause) {
    return new ConnectException("Table " + table.id() + " is not created: " + cause);
  }

  private String properties() {
    return options.properties().isEmpty()
        ? ""
        : options.properties().entrySet().stream()
            .map(property -> literal(property.getKey()) + " = " + literal(property.getValue()))
            .collect(Collectors.joining(", ", " PROPERTIES (", ")"));
  }

  private static String literal(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
