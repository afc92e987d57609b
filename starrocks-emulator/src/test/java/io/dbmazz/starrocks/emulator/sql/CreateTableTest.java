package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTableTest {

  private TestingWarehouse testing = new TestingWarehouse();

  @AfterEach
  void close() {
    testing.close();
  }

  private void restart(String version) {
    testing.close();
    testing = new TestingWarehouse(options -> options.withVersion(version));
  }

  private ColumnType typeOf(String type) {
    testing.execute(
        "CREATE TABLE typed (k INT, c " + type + ") PRIMARY KEY(k) DISTRIBUTED BY HASH(k)");
    return testing.table("typed").columns().get(1).type();
  }

  @Test
  void everyClauseOfAPrimaryKeyTableIsUnderstood() {
    testing.execute(
        """
        CREATE TABLE IF NOT EXISTS `d`.`orders` (
          `id` BIGINT(20) NOT NULL COMMENT "the key",
          `day` DATE NOT NULL,
          `key` VARCHAR(20) NULL DEFAULT "none" COMMENT 'a word of SQL',
          m MAP<INT, ARRAY<STRING>>,
          s STRUCT<a INT, b STRING> NULL,
          at DATETIME DEFAULT CURRENT_TIMESTAMP,
          u VARCHAR(36) DEFAULT (uuid()),
          INDEX by_key (`key`) USING BITMAP COMMENT 'fast'
        ) ENGINE=olap
        PRIMARY KEY(`id`, `day`)
        COMMENT "all of them"
        PARTITION BY date_trunc('day', `day`)
        DISTRIBUTED BY HASH(`id`) BUCKETS 16
        ORDER BY(`key`)
        PROPERTIES ("replication_num" = "1", "enable_persistent_index" = "false");
        """);

    TableDefinition table = testing.table("orders");
    assertThat(table.model()).isEqualTo(TableDefinition.Model.PRIMARY_KEY);
    assertThat(table.keyNames()).containsExactly("id", "day");
    assertThat(table.columns())
        .extracting(TableDefinition.Column::defaultValue)
        .containsExactly(null, null, "none", null, null, "CURRENT_TIMESTAMP", "uuid()");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOLEAN | BOOLEAN | 0 | 0 | 0",
        "INT(11) | INT | 0 | 0 | 0",
        "INTEGER | INT | 0 | 0 | 0",
        "LARGEINT | LARGEINT | 0 | 0 | 0",
        "DECIMAL | DECIMAL | 0 | 10 | 0",
        "DECIMALV3(38, 9) | DECIMAL | 0 | 38 | 9",
        "CHAR | CHAR | 1 | 0 | 0",
        "CHAR(255) | CHAR | 255 | 0 | 0",
        "VARCHAR(1048576) | VARCHAR | 1048576 | 0 | 0",
        "STRING | VARCHAR | 65533 | 0 | 0",
        "JSON | JSON | 0 | 0 | 0",
        "VARBINARY(10) | VARBINARY | 10 | 0 | 0",
        "ARRAY<INT> | NESTED | 0 | 0 | 0"
      })
  void typesAreWhatStarRocksMakesOfThem(
      String type, Kind kind, int length, int precision, int scale) {
    assertThat(typeOf(type)).isEqualTo(new ColumnType(kind, length, precision, scale));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHAR(256) | Char size must be <= 255: 256",
        "VARCHAR(1048577) | Varchar size must be <= 1048576: 1048577",
        "VARCHAR(0) | Varchar size must be > 0: 0",
        "DECIMAL(39, 0) | DECIMAL's precision should range from 1 to 38, but got 39",
        "DECIMAL(5, 6) | DECIMAL's scale should be less than or equal to its precision"
      })
  void limitsOfTypesAreKept(String type, String message) {
    assertThat(testing.error("CREATE TABLE t (k INT, c " + type + ") PRIMARY KEY(k)"))
        .hasMessage("Getting analyzing error. Detail message: " + message + ".");
  }

  @Test
  void varcharsGrowInNewerVersions() {
    restart("4.2.0");

    assertThat(typeOf("VARCHAR(2147482624)").length()).isEqualTo(2_147_482_624);
  }

  @Test
  void decimalsGrowInNewerVersions() {
    restart("4.0.0");

    assertThat(typeOf("DECIMAL(76, 10)").precision()).isEqualTo(76);
  }

  @ParameterizedTest
  @CsvSource({"VARBINARY, 2.5.13", "'MAP<INT, INT>', 3.0.9", "JSON, 2.1.0"})
  void typesOfLaterVersionsAreUnknownToEarlierOnes(String type, String version) {
    restart(version);

    assertThat(
            testing.error(
                "CREATE TABLE t (k INT, c "
                    + type
                    + ") PRIMARY KEY(k) DISTRIBUTED BY HASH(k) BUCKETS 1"))
        .hasMessageStartingWith("Getting syntax error");
  }

  @Test
  void primaryKeyColumnsAreNotNullEvenUnsaid() {
    testing.execute("CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k)");

    assertThat(testing.table("t").columns())
        .extracting(TableDefinition.Column::nullable)
        .containsExactly(false, true);
  }

  @Test
  void primaryKeyColumnsMayNotBeNull() {
    assertThat(testing.error("CREATE TABLE t (k INT NULL) PRIMARY KEY(k)"))
        .hasMessageContaining("primary key column[k] cannot be nullable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT", "DOUBLE", "JSON", "VARBINARY", "ARRAY<INT>", "DECIMAL(9, 2)"})
  void someTypesCannotBeAPrimaryKey(String type) {
    assertThat(testing.error("CREATE TABLE t (k " + type + ") PRIMARY KEY(k)"))
        .hasMessageContaining("can not be a key column");
  }

  @Test
  void keyColumnsComeFirstAndInOrder() {
    assertThat(testing.error("CREATE TABLE t (v INT, k INT) PRIMARY KEY(k)"))
        .hasMessageContaining("Key columns must be the first few columns of the schema");
  }

  @Test
  void bucketColumnsBelongToThePrimaryKey() {
    assertThat(testing.error("CREATE TABLE t (k INT, v INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(v)"))
        .hasMessage("Distribution column[v] is not key column");
  }

  @Test
  void threeReplicasByDefaultAreTooManyForOneBackEnd() {
    testing.close();
    testing = new TestingWarehouse(options -> options.withDefaultReplicas(3));

    SqlError error = testing.error("CREATE TABLE t (k INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k)");

    assertThat(error.number()).isEqualTo(1064);
    assertThat(error)
        .hasMessage(
            "Unexpected exception: Table replication num should be less than or equal to the"
                + " number of available BE nodes. You can change this default by setting the"
                + " replication_num table properties. Current alive backend is [10001]. ,"
                + " table=t, default_replication_num=3");
  }

  @Test
  void threeReplicasFitOnThreeBackEnds() {
    testing.close();
    testing = new TestingWarehouse(options -> options.withDefaultReplicas(3).withBackends(3));

    testing.execute("CREATE TABLE t (k INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k)");

    assertThat(testing.warehouse().table("d", "t")).isPresent();
  }

  @Test
  void defaultsAreQuoted() {
    assertThat(testing.error("CREATE TABLE t (k INT, v INT DEFAULT 0) PRIMARY KEY(k)"))
        .hasMessageStartingWith("Getting syntax error");
  }

  @Test
  void quotedFunctionsAreNoDefault() {
    assertThat(testing.error("CREATE TABLE t (k INT, c DATETIME DEFAULT 'now()') PRIMARY KEY(k)"))
        .hasMessageContaining("Invalid default value for 'c': date literal [now()] is invalid");
  }

  @Test
  void jsonHasNoDefault() {
    assertThat(testing.error("CREATE TABLE t (k INT, c JSON DEFAULT '{}') PRIMARY KEY(k)"))
        .hasMessageContaining("Invalid default value for 'c'");
  }

  @Test
  void bucketsMustBeSaidBeforeTheyWereAutomatic() {
    restart("2.5.6");

    assertThat(testing.error("CREATE TABLE t (k INT) PRIMARY KEY(k) DISTRIBUTED BY HASH(k)"))
        .hasMessageContaining("Number of hash distribution is zero");
  }

  @Test
  void columnNamesDifferInMoreThanCase() {
    assertThat(testing.error("CREATE TABLE t (k INT, K INT) PRIMARY KEY(k)"))
        .hasMessageContaining("Duplicate column name 'K'");
  }

  @Test
  void aTableThatExistsIsAnErrorUnlessAsked() {
    String create = "TABLE %s t (k INT) PRIMARY KEY(k)";
    testing.execute("CREATE " + create.formatted(""));

    assertThat(testing.error("CREATE " + create.formatted("")).number()).isEqualTo(1050);
    assertThat(testing.execute("CREATE " + create.formatted("IF NOT EXISTS")))
        .isEqualTo(new SqlResult.Done(0));
  }

  @Test
  void tableNamesAreCaseSensitive() {
    testing.execute("CREATE TABLE t (k INT) PRIMARY KEY(k)");
    testing.execute("CREATE TABLE T (k INT) PRIMARY KEY(k)");
    testing.execute("INSERT INTO T VALUES (1)");

    assertThat(testing.rows("SELECT * FROM t")).isEmpty();
    assertThat(testing.rows("SELECT * FROM T")).hasSize(1);
  }

  @Test
  void withoutAKeyClauseTheFirstColumnsSortDuplicates() {
    testing.execute("CREATE TABLE t (a INT, b VARCHAR(5), c INT) DISTRIBUTED BY RANDOM");

    assertThat(testing.table("t").model()).isEqualTo(TableDefinition.Model.DUPLICATE_KEY);
    assertThat(testing.table("t").keyNames()).containsExactly("a", "b");
  }

  @Test
  void withoutHashDuplicatesAreSpreadAtRandom() {
    testing.execute("CREATE TABLE t (a INT, b INT) DUPLICATE KEY(a)");
    assertThat(String.valueOf(testing.row("SHOW CREATE TABLE t").get(1)))
        .contains("DUPLICATE KEY(`a`)\nDISTRIBUTED BY RANDOM \n");
    assertThat(
            testing.value(
                "SELECT DISTRIBUTE_TYPE FROM information_schema.tables_config"
                    + " WHERE TABLE_NAME = 't'"))
        .isEqualTo("RANDOM");
  }

  @Test
  void otherModelsAreRefusedByName() {
    assertThat(testing.error("CREATE TABLE t (k INT) UNIQUE KEY(k)"))
        .hasMessageContaining("PRIMARY KEY and DUPLICATE KEY tables only");
  }
}
