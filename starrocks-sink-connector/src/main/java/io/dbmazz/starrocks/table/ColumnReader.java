package io.dbmazz.starrocks.table;

import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.Locale;

/** One row of {@code information_schema.columns} to a column. */
final class ColumnReader {

  private ColumnReader() {}

  static TargetColumn read(Sql.Row row) {
    String dataType = lower(row, "DATA_TYPE");
    String columnType = lower(row, "COLUMN_TYPE");
    String type = type(dataType, columnType);
    boolean decimal = type.equals("decimal");
    return new TargetColumn(
        row.text("COLUMN_NAME").orElseThrow(),
        type,
        sized(type) ? bytes(row, columnType) : 0,
        decimal ? (int) row.number("NUMERIC_PRECISION") : 0,
        decimal ? (int) row.number("NUMERIC_SCALE") : 0,
        !row.text("IS_NULLABLE").orElse("YES").equalsIgnoreCase("NO"),
        row.text("COLUMN_DEFAULT").isPresent() || lower(row, "EXTRA").contains("auto_increment"),
        row.text("COLUMN_KEY").orElse("").equals("PRI"));
  }

  /** StarRocks speaks MySQL's names here: BOOLEAN is tinyint(1), LARGEINT is bigint unsigned. */
  private static String type(String dataType, String columnType) {
    if (columnType.equals("boolean") || columnType.equals("tinyint(1)")) {
      return "boolean";
    }
    if (dataType.startsWith("bigint") && dataType.endsWith("unsigned")) {
      return "largeint";
    }
    if (nested(columnType)) {
      return columnType;
    }
    if (dataType.startsWith("decimal")) {
      return "decimal";
    }
    int length = dataType.indexOf('(');
    return length < 0 ? dataType : dataType.substring(0, length);
  }

  private static boolean nested(String columnType) {
    return columnType.startsWith("array<")
        || columnType.startsWith("map<")
        || columnType.startsWith("struct<");
  }

  private static boolean sized(String type) {
    return type.equals("char") || type.equals("varchar") || type.equals("varbinary");
  }

  private static long bytes(Sql.Row row, String columnType) {
    int open = columnType.indexOf('(');
    int close = columnType.indexOf(')', open + 1);
    if (open > 0 && close > open + 1) {
      return Long.parseLong(columnType.substring(open + 1, close).trim());
    }
    return row.number("CHARACTER_MAXIMUM_LENGTH");
  }

  private static String lower(Sql.Row row, String label) {
    return row.text(label).orElse("").trim().toLowerCase(Locale.ROOT);
  }
}
