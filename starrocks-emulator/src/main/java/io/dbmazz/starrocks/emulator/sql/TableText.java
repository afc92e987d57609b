package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A table as SHOW CREATE TABLE and DESCRIBE print it. */
final class TableText {

  private TableText() {}

  static String of(StoredTable table) {
    TableDefinition definition = table.definition();
    TableClauses clauses = table.clauses();
    StringBuilder text = new StringBuilder("CREATE TABLE `" + definition.name() + "` (\n");
    text.append(
        definition.columns().stream()
            .map(column -> column(table, column))
            .collect(Collectors.joining(",\n")));
    text.append("\n) ENGINE=OLAP \n");
    text.append(table.hasPrimaryKey() ? "PRIMARY KEY" : "DUPLICATE KEY");
    text.append('(').append(quoted(definition.keyNames())).append(")\n");
    String comment = clauses.comments().getOrDefault("", "");
    if (!comment.isEmpty()) {
      text.append("COMMENT \"").append(comment).append("\"\n");
    }
    if (!clauses.partitionBy().isEmpty()) {
      text.append("PARTITION BY ").append(clauses.partitionBy()).append('\n');
    }
    boolean random = clauses.distributedBy().isEmpty();
    text.append("DISTRIBUTED BY ");
    text.append(random ? "RANDOM" : "HASH(" + quoted(clauses.distributedBy()) + ")");
    text.append(clauses.buckets() == 0 ? "" : " BUCKETS " + clauses.buckets()).append(" \n");
    if (!clauses.orderBy().isEmpty()) {
      text.append("ORDER BY(").append(quoted(clauses.orderBy())).append(")\n");
    }
    return text.append(properties(clauses.properties())).toString();
  }

  /** The type as printed, ARRAY, MAP and STRUCT as written. */
  static String type(StoredTable table, TableDefinition.Column column) {
    return column.type().kind() == Kind.NESTED
        ? ColumnMetadata.nestedText(table, column)
        : column.type().sql();
  }

  static String comment(StoredTable table, TableDefinition.Column column) {
    return table.clauses().comments().getOrDefault(column.name().toLowerCase(Locale.ROOT), "");
  }

  private static String column(StoredTable table, TableDefinition.Column column) {
    String text = column.defaultValue();
    String defaultText = "";
    if (text != null) {
      boolean word = text.equals("CURRENT_TIMESTAMP");
      boolean call = text.equals("uuid()") || text.equals("uuid_numeric()");
      defaultText = " DEFAULT " + (word ? text : call ? "(" + text + ")" : "\"" + text + "\"");
    }
    return "  `"
        + column.name()
        + "` "
        + type(table, column)
        + (column.nullable() ? " NULL" : " NOT NULL")
        + defaultText
        + " COMMENT \""
        + comment(table, column)
        + "\"";
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static String properties(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\" = \"" + entry.getValue() + "\"")
        .collect(Collectors.joining(",\n", "PROPERTIES (\n", "\n);"));
  }
}
