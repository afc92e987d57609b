package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlterTableTest {

  private final TestingWarehouse testing = new TestingWarehouse();

  @BeforeEach
  void createTable() {
    testing.execute(
        "CREATE TABLE t (k INT, a INT, b VARCHAR(10)) PRIMARY KEY(k) DISTRIBUTED BY HASH(k)");
    testing.execute("INSERT INTO t VALUES (1, 10, 'x')");
  }

  @AfterEach
  void close() {
    testing.close();
  }

  private List<String> columns() {
    return testing.table("t").columns().stream().map(TableDefinition.Column::name).toList();
  }

  @Test
  void aColumnAddedGoesLastAndHoldsItsDefault() {
    testing.execute("ALTER TABLE d.t ADD COLUMN c INT NOT NULL DEFAULT \"7\"");

    assertThat(testing.row("SELECT * FROM t")).containsExactly(1L, 10L, "x", 7L);
  }

  @Test
  void aColumnAddedWithoutDefaultHoldsNull() {
    testing.execute("ALTER TABLE t ADD COLUMN c STRING");

    assertThat(testing.value("SELECT c FROM t")).isNull();
  }

  @Test
  void aColumnCanBeAddedAfterAnother() {
    testing.execute("ALTER TABLE t ADD COLUMN c INT AFTER a");

    assertThat(columns()).containsExactly("k", "a", "c", "b");
  }

  @Test
  void severalColumnsAreAddedInParentheses() {
    testing.execute("ALTER TABLE t ADD COLUMN (c INT, d VARCHAR(5) DEFAULT 'y')");

    assertThat(testing.row("SELECT c, d FROM t")).containsExactly(null, "y");
  }

  @Test
  void severalColumnsAreAddedInSeveralClauses() {
    testing.execute(
        "ALTER TABLE t ADD COLUMN c INT, ADD COLUMN e LARGEINT DEFAULT '9', DROP COLUMN a");

    assertThat(columns()).containsExactly("k", "b", "c", "e");
  }

  @Test
  void aColumnThatExistsIsRefusedInAnyCase() {
    SqlError error = testing.error("ALTER TABLE t ADD COLUMN A INT");

    assertThat(error.number()).isEqualTo(1064);
    assertThat(error).hasMessage("Can not add column which already exists in base table: A");
  }

  @Test
  void thereIsNoIfNotExistsForColumns() {
    assertThat(testing.error("ALTER TABLE t ADD COLUMN IF NOT EXISTS c INT"))
        .hasMessageStartingWith("Getting syntax error");
  }

  @Test
  void aRefusedClauseChangesNothing() {
    testing.error("ALTER TABLE t ADD COLUMN c INT, ADD COLUMN a INT");

    assertThat(columns()).containsExactly("k", "a", "b");
  }

  @Test
  void droppedColumnsAreGone() {
    testing.execute("ALTER TABLE t DROP COLUMN a");

    assertThat(testing.row("SELECT * FROM t")).containsExactly(1L, "x");
  }

  @Test
  void keyColumnsCannotBeDropped() {
    assertThat(testing.error("ALTER TABLE t DROP COLUMN k"))
        .hasMessageStartingWith("Can not drop key column k");
  }

  @Test
  void renamedColumnsKeepTheirValues() {
    testing.execute("ALTER TABLE t RENAME COLUMN a TO z");

    assertThat(testing.value("SELECT z FROM t")).isEqualTo(10L);
  }

  @Test
  void renamingColumnsNeedsANewerVersion() {
    try (TestingWarehouse older = new TestingWarehouse(options -> options.withVersion("3.3.1"))) {
      older.execute("CREATE TABLE t (k INT, a INT) PRIMARY KEY(k)");

      assertThat(older.error("ALTER TABLE t RENAME COLUMN a TO z"))
          .hasMessageContaining("RENAME COLUMN needs StarRocks 3.3.2");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TINYINT | BIGINT",
        "INT | LARGEINT",
        "INT | DOUBLE",
        "BIGINT | VARCHAR(20)",
        "FLOAT | DOUBLE",
        "DOUBLE | VARCHAR(30)",
        "VARCHAR(5) | VARCHAR(6)",
        "VARCHAR(5) | INT",
        "VARCHAR(20) | DATE",
        "DATE | DATETIME",
        "DATETIME | DATE",
        "DECIMAL(9, 2) | DECIMAL(18, 4)"
      })
  void typesCanBeWidened(String from, String to) {
    testing.execute("ALTER TABLE t ADD COLUMN c " + from);

    testing.execute("ALTER TABLE t MODIFY COLUMN c " + to);

    String expected = to.replaceAll("[( ].*", "");
    assertThat(testing.table("t").columns().get(3).type().kind())
        .isEqualTo(ColumnType.Kind.valueOf(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BIGINT | INT",
        "VARCHAR(6) | VARCHAR(5)",
        "DATETIME | INT",
        "JSON | VARCHAR(10)",
        "DECIMAL(18, 4) | DECIMAL(9, 2)"
      })
  void typesCannotBeNarrowed(String from, String to) {
    testing.execute("ALTER TABLE t ADD COLUMN c " + from);

    assertThat(testing.error("ALTER TABLE t MODIFY COLUMN c " + to))
        .hasMessageStartingWith("Can not change");
  }

  @Test
  void valuesFollowTheirType() {
    testing.execute("ALTER TABLE t MODIFY COLUMN a VARCHAR(20)");

    assertThat(testing.value("SELECT a FROM t")).isEqualTo("10");
  }

  @Test
  void nullableColumnsStayNullable() {
    assertThat(testing.error("ALTER TABLE t MODIFY COLUMN a BIGINT NOT NULL"))
        .hasMessage("Can not change from nullable to non-nullable");
  }

  @Test
  void tablesCanBeRenamed() {
    testing.execute("ALTER TABLE t RENAME u");

    assertThat(testing.value("SELECT a FROM u")).isEqualTo(10L);
    assertThat(testing.error("SELECT a FROM t").number()).isEqualTo(5502);
  }

  @Test
  void truncateEmptiesTheTable() {
    testing.execute("TRUNCATE TABLE t");

    assertThat(testing.rows("SELECT * FROM t")).isEmpty();
    assertThat(columns()).containsExactly("k", "a", "b");
  }

  @Test
  void rowsWrittenDuringASchemaChangeAreKept() {
    try (TestingWarehouse slow =
        new TestingWarehouse(options -> options.withSchemaChangeDelay(Duration.ofSeconds(10)))) {
      slow.execute("CREATE TABLE t (k INT) PRIMARY KEY(k)");
      slow.execute("ALTER TABLE t ADD COLUMN c INT DEFAULT '3'");
      slow.execute("INSERT INTO t VALUES (1)");
      slow.advance(Duration.ofSeconds(10));

      assertThat(slow.row("SELECT * FROM t")).containsExactly(1L, 3L);
    }
  }
}
