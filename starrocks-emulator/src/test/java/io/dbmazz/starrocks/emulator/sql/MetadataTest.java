package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTest {

  private static TestingWarehouse testing;

  @BeforeAll
  static void createTable() {
    testing = new TestingWarehouse();
    testing.execute(
        """
        CREATE TABLE orders (
          id BIGINT COMMENT 'the key', gone BOOLEAN DEFAULT 'false', price DECIMAL(15, 2),
          big LARGEINT, name VARCHAR(40) NOT NULL, at DATETIME DEFAULT CURRENT_TIMESTAMP,
          doc JSON, list ARRAY<INT>
        ) PRIMARY KEY(id) COMMENT 'all' DISTRIBUTED BY HASH(id) BUCKETS 16
        """);
    testing.execute("CREATE TABLE events (day DATE, n INT) DUPLICATE KEY(day)");
  }

  @AfterAll
  static void close() {
    testing.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NULL",
      value = {
        "id | bigint | bigint(20) | PRI | NO | NULL | 19 | 0",
        "gone | tinyint | tinyint(1) | '' | YES | false | 1 | 0",
        "price | decimal | decimal(15, 2) | '' | YES | NULL | 15 | 2",
        "big | bigint unsigned | bigint(20) unsigned | '' | YES | NULL | 39 | 0",
        "name | varchar | varchar(40) | '' | NO | NULL | 40 | NULL",
        "at | datetime | datetime | '' | YES | CURRENT_TIMESTAMP | NULL | NULL",
        "doc | json | json | '' | YES | NULL | NULL | NULL",
        "list | array | array<int> | '' | YES | NULL | NULL | NULL"
      })
  void columnsAreDescribedInStarRocksWords(
      String column,
      String dataType,
      String columnType,
      String key,
      String nullable,
      String defaultValue,
      Long size,
      Long digits) {
    assertThat(
            testing.row(
                "SELECT DATA_TYPE, COLUMN_TYPE, COLUMN_KEY, IS_NULLABLE, COLUMN_DEFAULT,"
                    + " COLUMN_SIZE, DECIMAL_DIGITS FROM information_schema.columns"
                    + " WHERE TABLE_SCHEMA = 'd' AND TABLE_NAME = 'orders' AND COLUMN_NAME = '"
                    + column
                    + "'"))
        .isEqualTo(Arrays.asList(dataType, columnType, key, nullable, defaultValue, size, digits));
  }

  @Test
  void keysOfDuplicateTablesAreMarked() {
    assertThat(
            testing.rows(
                "SELECT column_name, column_key FROM INFORMATION_SCHEMA.COLUMNS"
                    + " WHERE table_name = 'events' ORDER BY ordinal_position"))
        .containsExactly(List.of("day", "DUP"), List.of("n", ""));
  }

  @Test
  void textColumnsHaveTheirLengthInBytes() {
    assertThat(
            testing.value(
                "SELECT CHARACTER_MAXIMUM_LENGTH FROM information_schema.columns"
                    + " WHERE TABLE_NAME = 'orders' AND COLUMN_NAME = 'name'"))
        .isEqualTo(40L);
  }

  @Test
  void tablesConfigTellsTheModelAndTheKey() {
    assertThat(
            testing.row(
                "SELECT TABLE_ENGINE, TABLE_MODEL, PRIMARY_KEY, DISTRIBUTE_KEY, DISTRIBUTE_TYPE,"
                    + " DISTRIBUTE_BUCKET, SORT_KEY, PROPERTIES"
                    + " FROM information_schema.tables_config WHERE TABLE_NAME = 'orders'"))
        .containsExactly(
            "OLAP",
            "PRIMARY_KEYS",
            "`id`",
            "`id`",
            "HASH",
            16L,
            "`id`",
            "{\"compression\":\"LZ4\",\"enable_persistent_index\":\"true\","
                + "\"fast_schema_evolution\":\"true\",\"replicated_storage\":\"true\","
                + "\"replication_num\":\"1\"}");
  }

  @ParameterizedTest
  @CsvSource({"3.1.9, NULL", "3.2.4, false", "3.3.0, true"})
  void fastSchemaEvolutionDependsOnTheVersion(String version, String expected) {
    try (TestingWarehouse other = new TestingWarehouse(options -> options.withVersion(version))) {
      other.execute("CREATE TABLE t (k INT) PRIMARY KEY(k)");
      String properties =
          (String) other.value("SELECT PROPERTIES FROM information_schema.tables_config");

      assertThat(properties.contains("fast_schema_evolution")).isEqualTo(!expected.equals("NULL"));
      assertThat(properties.contains("\"fast_schema_evolution\":\"" + expected + "\""))
          .isEqualTo(!expected.equals("NULL"));
    }
  }

  @Test
  void tablesAreListedWithTheirRows() {
    assertThat(
            testing.row(
                "SELECT TABLE_SCHEMA, TABLE_TYPE, ENGINE, TABLE_ROWS, TABLE_COMMENT"
                    + " FROM information_schema.tables WHERE TABLE_NAME = 'orders'"))
        .containsExactly("d", "BASE TABLE", "StarRocks", 0L, "all");
  }

  @Test
  void databasesAreListed() {
    assertThat(testing.rows("SELECT SCHEMA_NAME FROM information_schema.schemata"))
        .containsExactly(List.of("d"), List.of("information_schema"));
    assertThat(testing.rows("SHOW DATABASES LIKE 'd%'")).containsExactly(List.of("d"));
  }

  @Test
  void informationSchemaCanBeTheCurrentDatabase() {
    try (SqlSession session = testing.warehouse().openSession("root")) {
      session.use("information_schema");

      SqlResult.Rows rows = (SqlResult.Rows) session.execute("SELECT COUNT(*) FROM schemata");
      assertThat(rows.rows().get(0)).containsExactly(2L);
    }
  }

  @Test
  void tablesAreShown() {
    assertThat(testing.labels("SHOW TABLES")).containsExactly("Tables_in_d");
    assertThat(testing.rows("SHOW TABLES FROM d LIKE 'or%'")).containsExactly(List.of("orders"));
    assertThat(testing.rows("SHOW FULL TABLES WHERE Tables_in_d = 'events'"))
        .containsExactly(List.of("events", "BASE TABLE"));
  }

  @Test
  void tablesAreDescribed() {
    assertThat(testing.labels("DESC orders"))
        .containsExactly("Field", "Type", "Null", "Key", "Default", "Extra");
    assertThat(testing.rows("DESCRIBE d.orders").subList(0, 2))
        .containsExactly(
            Arrays.asList("id", "bigint(20)", "NO", "true", null, ""),
            List.of("gone", "boolean", "YES", "false", "false", ""));
  }

  @Test
  void columnsAreShown() {
    assertThat(testing.labels("SHOW FULL COLUMNS FROM orders FROM d"))
        .containsExactly(
            "Field",
            "Type",
            "Collation",
            "Null",
            "Key",
            "Default",
            "Extra",
            "Privileges",
            "Comment");
    assertThat(testing.rows("SHOW COLUMNS FROM orders LIKE 'i%'"))
        .containsExactly(Arrays.asList("id", "bigint(20)", "NO", "YES", null, ""));
  }

  @Test
  void createTableIsShownInStarRocksLayout() {
    assertThat(testing.labels("SHOW CREATE TABLE orders")).containsExactly("Table", "Create Table");
    assertThat(testing.row("SHOW CREATE TABLE orders").get(1))
        .isEqualTo(
            """
            CREATE TABLE `orders` (
              `id` bigint(20) NOT NULL COMMENT "the key",
              `gone` boolean NULL DEFAULT "false" COMMENT "",
              `price` decimal(15, 2) NULL COMMENT "",
              `big` largeint(40) NULL COMMENT "",
              `name` varchar(40) NOT NULL COMMENT "",
              `at` datetime NULL DEFAULT CURRENT_TIMESTAMP COMMENT "",
              `doc` json NULL COMMENT "",
              `list` array<int> NULL COMMENT ""
            ) ENGINE=OLAP\s
            PRIMARY KEY(`id`)
            COMMENT "all"
            DISTRIBUTED BY HASH(`id`) BUCKETS 16\s
            PROPERTIES (
            "compression" = "LZ4",
            "enable_persistent_index" = "true",
            "fast_schema_evolution" = "true",
            "replicated_storage" = "true",
            "replication_num" = "1"
            );""");
  }

  @Test
  void whatIsShownCanBeCreatedAgain() {
    String shown = (String) testing.row("SHOW CREATE TABLE orders").get(1);

    testing.execute(shown.replace("`orders`", "`copy`"));

    assertThat(testing.table("copy").columns()).isEqualTo(testing.table("orders").columns());
    testing.execute("DROP TABLE copy");
  }

  @Test
  void databasesAreCreatedAndDropped() {
    testing.execute("CREATE DATABASE other");
    testing.execute("CREATE TABLE other.t (k INT) PRIMARY KEY(k)");

    assertThat(testing.error("CREATE DATABASE other").number()).isEqualTo(1007);
    testing.execute("CREATE DATABASE IF NOT EXISTS other");
    testing.execute("DROP DATABASE other");
    assertThat(testing.warehouse().hasDatabase("other")).isFalse();
    assertThat(testing.error("DROP DATABASE other").number()).isEqualTo(1008);
    assertThat(testing.execute("DROP DATABASE IF EXISTS other")).isEqualTo(new SqlResult.Done(0));
  }

  @Test
  void droppingAnUnknownTableFailsUnlessAsked() {
    assertThat(testing.error("DROP TABLE nope").number()).isEqualTo(5502);
    assertThat(testing.execute("DROP TABLE IF EXISTS nope FORCE")).isEqualTo(new SqlResult.Done(0));
  }
}
