package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The database information_schema: its tables are computed from the snapshot they are read in. */
final class InformationSchema {

  static final String NAME = "information_schema";

  private static final ColumnType TEXT = ColumnType.varchar(1024);
  private static final ColumnType NUMBER = ColumnType.of(Kind.BIGINT);
  private static final ColumnType TIME = ColumnType.of(Kind.DATETIME);

  private static final List<TableDefinition.Column> SCHEMATA =
      columns(
          TEXT,
          "CATALOG_NAME",
          "SCHEMA_NAME",
          "DEFAULT_CHARACTER_SET_NAME",
          "DEFAULT_COLLATION_NAME",
          "SQL_PATH");

  private static final List<TableDefinition.Column> TABLES =
      concat(
          columns(TEXT, "TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "TABLE_TYPE", "ENGINE"),
          columns(NUMBER, "VERSION"),
          columns(TEXT, "ROW_FORMAT"),
          columns(NUMBER, "TABLE_ROWS", "AVG_ROW_LENGTH", "DATA_LENGTH", "MAX_DATA_LENGTH"),
          columns(NUMBER, "INDEX_LENGTH", "DATA_FREE", "AUTO_INCREMENT"),
          columns(TIME, "CREATE_TIME", "UPDATE_TIME", "CHECK_TIME"),
          columns(TEXT, "TABLE_COLLATION"),
          columns(NUMBER, "CHECKSUM"),
          columns(TEXT, "CREATE_OPTIONS", "TABLE_COMMENT"));

  private static final List<TableDefinition.Column> TABLES_CONFIG =
      concat(
          columns(TEXT, "TABLE_SCHEMA", "TABLE_NAME", "TABLE_ENGINE", "TABLE_MODEL", "PRIMARY_KEY"),
          columns(TEXT, "PARTITION_KEY", "DISTRIBUTE_KEY", "DISTRIBUTE_TYPE"),
          columns(ColumnType.of(Kind.INT), "DISTRIBUTE_BUCKET"),
          columns(TEXT, "SORT_KEY", "PROPERTIES"),
          columns(NUMBER, "TABLE_ID"));

  private InformationSchema() {}

  /** Makes its tables known to the engine. */
  static void define(Engine engine) {
    engine.defineComputed("is_schemata", SCHEMATA, InformationSchema::schemata);
    engine.defineComputed("is_tables", TABLES, InformationSchema::tables);
    engine.defineComputed("is_tables_config", TABLES_CONFIG, InformationSchema::tablesConfig);
    engine.defineComputed("is_columns", ColumnMetadata.COLUMNS, ColumnMetadata::rows);
  }

  /** Names of this database are found in any case. */
  static String engineName(TableName name) {
    String table = name.table().toLowerCase(Locale.ROOT);
    return switch (table) {
      case "schemata", "tables", "tables_config", "columns" -> "is_" + table;
      default -> throw SqlError.unknownTable(new TableName(NAME, name.table()));
    };
  }

  static List<TableDefinition.Column> columns(ColumnType type, String... names) {
    List<TableDefinition.Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(new TableDefinition.Column(name, type, true, null, false));
    }
    return columns;
  }

  @SafeVarargs
  static List<TableDefinition.Column> concat(List<TableDefinition.Column>... parts) {
    List<TableDefinition.Column> all = new ArrayList<>();
    for (List<TableDefinition.Column> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }

  private static List<Object[]> schemata(Snapshot snapshot) {
    List<Object[]> rows = new ArrayList<>();
    List<String> names = new ArrayList<>(snapshot.databases());
    names.add(NAME);
    for (String name : names) {
      rows.add(new Object[] {"def", name, "utf8", "utf8_general_ci", null});
    }
    return rows;
  }

  private static List<Object[]> tables(Snapshot snapshot) {
    List<Object[]> rows = new ArrayList<>();
    for (Snapshot.Version version : snapshot.tables().values()) {
      StoredTable table = version.table();
      LocalDateTime created = time(table.created());
      Object[] row = new Object[TABLES.size()];
      row[0] = "def";
      row[1] = table.definition().database();
      row[2] = table.definition().name();
      row[3] = "BASE TABLE";
      row[4] = "StarRocks";
      row[7] = version.rows().size();
      row[14] = created;
      row[15] = created;
      row[17] = "utf8_general_ci";
      row[20] = table.clauses().comments().getOrDefault("", "");
      rows.add(row);
    }
    return rows;
  }

  private static List<Object[]> tablesConfig(Snapshot snapshot) {
    List<Object[]> rows = new ArrayList<>();
    for (Snapshot.Version version : snapshot.tables().values()) {
      StoredTable table = version.table();
      TableClauses clauses = table.clauses();
      String key = quoted(table.definition().keyNames());
      rows.add(
          new Object[] {
            table.definition().database(),
            table.definition().name(),
            "OLAP",
            // As recorded in StarRocks' test_information_schema/R/test_tables (UNIQUE_KEYS there).
            table.hasPrimaryKey() ? "PRIMARY_KEYS" : "DUP_KEYS",
            key,
            clauses.partitionBy(),
            quoted(clauses.distributedBy()),
            clauses.distributedBy().isEmpty() ? "RANDOM" : "HASH",
            (long) clauses.buckets(),
            clauses.orderBy().isEmpty() ? key : quoted(clauses.orderBy()),
            json(clauses.properties()),
            table.id()
          });
    }
    return rows;
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static String json(Map<String, String> properties) {
    return properties.entrySet().stream()
        .map(entry -> JsonText.quoted(entry.getKey()) + ":" + JsonText.quoted(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static LocalDateTime time(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
  }
}
