package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table information_schema.columns. */
final class ColumnMetadata {

  private static final ColumnType TEXT = ColumnType.varchar(1024);
  private static final ColumnType NUMBER = ColumnType.of(Kind.BIGINT);

  static final List<TableDefinition.Column> COLUMNS =
      InformationSchema.concat(
          InformationSchema.columns(
              TEXT, "TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "COLUMN_NAME"),
          InformationSchema.columns(NUMBER, "ORDINAL_POSITION"),
          InformationSchema.columns(TEXT, "COLUMN_DEFAULT", "IS_NULLABLE", "DATA_TYPE"),
          InformationSchema.columns(NUMBER, "CHARACTER_MAXIMUM_LENGTH", "CHARACTER_OCTET_LENGTH"),
          InformationSchema.columns(
              NUMBER, "NUMERIC_PRECISION", "NUMERIC_SCALE", "DATETIME_PRECISION"),
          InformationSchema.columns(
              TEXT, "CHARACTER_SET_NAME", "COLLATION_NAME", "COLUMN_TYPE", "COLUMN_KEY"),
          InformationSchema.columns(TEXT, "EXTRA", "PRIVILEGES", "COLUMN_COMMENT"),
          InformationSchema.columns(NUMBER, "COLUMN_SIZE", "DECIMAL_DIGITS"),
          InformationSchema.columns(TEXT, "GENERATION_EXPRESSION"),
          InformationSchema.columns(NUMBER, "SRS_ID"));

  private ColumnMetadata() {}

  static List<Object[]> rows(Snapshot snapshot) {
    List<Object[]> rows = new ArrayList<>();
    for (Snapshot.Version version : snapshot.tables().values()) {
      List<TableDefinition.Column> columns = version.table().definition().columns();
      for (int i = 0; i < columns.size(); i++) {
        rows.add(row(version.table(), columns.get(i), i + 1));
      }
    }
    return rows;
  }

  private static Object[] row(StoredTable table, TableDefinition.Column column, int position) {
    ColumnType type = column.type();
    String name = column.name().toLowerCase(Locale.ROOT);
    boolean text = type.kind() == Kind.CHAR || type.kind() == Kind.VARCHAR;
    Long length = text ? (Long) (long) type.length() : null;
    Long size = size(type);
    Long digits = digits(type);
    boolean decimal = type.kind() == Kind.DECIMAL || type.kind().isInteger();
    return new Object[] {
      "def",
      table.definition().database(),
      table.definition().name(),
      column.name(),
      (long) position,
      column.defaultValue(),
      column.nullable() ? "YES" : "NO",
      dataType(table, column),
      length,
      length,
      decimal ? size : null,
      decimal ? digits : null,
      null,
      text ? "utf8" : null,
      text ? "utf8_general_ci" : null,
      columnType(table, column),
      key(table, column),
      "",
      "",
      table.clauses().comments().getOrDefault(name, ""),
      size,
      digits,
      null,
      null
    };
  }

  private static String key(StoredTable table, TableDefinition.Column column) {
    if (!column.key()) {
      return "";
    }
    return table.hasPrimaryKey() ? "PRI" : "DUP";
  }

  /** Lower case, and MySQL's words for the two types it lacks. */
  private static String dataType(StoredTable table, TableDefinition.Column column) {
    return switch (column.type().kind()) {
      case BOOLEAN -> "tinyint";
      case LARGEINT -> "bigint unsigned";
      case NESTED -> nestedText(table, column).replaceFirst("<.*", "");
      default -> column.type().kind().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String columnType(StoredTable table, TableDefinition.Column column) {
    return switch (column.type().kind()) {
      case BOOLEAN -> "tinyint(1)";
      case LARGEINT -> "bigint(20) unsigned";
      case NESTED -> nestedText(table, column);
      default -> column.type().sql();
    };
  }

  static String nestedText(StoredTable table, TableDefinition.Column column) {
    String name = column.name().toLowerCase(Locale.ROOT);
    return table.clauses().nestedTypes().getOrDefault(name, "").toLowerCase(Locale.ROOT);
  }

  private static Long size(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> 1L;
      case TINYINT -> 3L;
      case SMALLINT -> 5L;
      case INT -> 10L;
      case BIGINT -> 19L;
      case LARGEINT -> 39L;
      case FLOAT -> 7L;
      case DOUBLE -> 15L;
      case DECIMAL -> (long) type.precision();
      case CHAR, VARCHAR, VARBINARY -> (long) type.length();
      case DATE, DATETIME, JSON, NESTED -> null;
    };
  }

  private static Long digits(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, LARGEINT -> 0L;
      case FLOAT -> 7L;
      case DOUBLE -> 15L;
      case DECIMAL -> (long) type.scale();
      default -> null;
    };
  }
}
