package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DmlTest {

  private final TestingWarehouse testing = new TestingWarehouse();

  @BeforeEach
  void createTable() {
    testing.execute(
        "CREATE TABLE t (id INT, n TINYINT, s VARCHAR(3) DEFAULT 'abc', r INT NOT NULL DEFAULT '9')"
            + " PRIMARY KEY(id)");
  }

  @AfterEach
  void close() {
    testing.close();
  }

  @Test
  void insertCountsItsRows() {
    assertThat(testing.execute("INSERT INTO t VALUES (1, 2, 'x', 3), (2, NULL, 'y', 4)"))
        .isEqualTo(new SqlResult.Done(2));
    assertThat(testing.rows("SELECT * FROM t ORDER BY id"))
        .containsExactly(List.of(1L, 2L, "x", 3L), Arrays.asList(2L, null, "y", 4L));
  }

  @Test
  void columnsLeftOutGetTheirDefault() {
    testing.execute("INSERT INTO t (n, id) VALUES (5, 1)");

    assertThat(testing.row("SELECT * FROM t")).containsExactly(1L, 5L, "abc", 9L);
  }

  @Test
  void theWordDefaultMeansTheDefault() {
    testing.execute("INSERT INTO t VALUES (1, 2, DEFAULT, DEFAULT)");

    assertThat(testing.row("SELECT s, r FROM t")).containsExactly("abc", 9L);
  }

  @Test
  void insertReplacesRowsOfTheSameKey() {
    testing.execute("INSERT INTO t VALUES (1, 1, 'x', 1)");
    testing.execute("INSERT INTO t VALUES (1, 2, 'y', 2)");

    assertThat(testing.rows("SELECT n FROM t")).containsExactly(List.of(2L));
  }

  @Test
  void insertTakesAQuery() {
    testing.execute("INSERT INTO t VALUES (1, 1, 'x', 1), (2, 2, 'y', 2)");
    testing.execute("INSERT INTO t SELECT id + 10, n, s, r FROM t WHERE n > 1");

    assertThat(testing.rows("SELECT id FROM t ORDER BY id"))
        .containsExactly(List.of(1L), List.of(2L), List.of(12L));
  }

  @Test
  void duplicateKeyTablesTakeTheSameRowTwice() {
    testing.execute("CREATE TABLE dup (a INT) DUPLICATE KEY(a)");
    testing.execute("INSERT INTO dup VALUES (1), (1)");

    assertThat(testing.value("SELECT COUNT(*) FROM dup")).isEqualTo(2L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(1, 128, 'x', 1) | a value of column 'n' is out of range of tinyint(4)",
        "(1, 1, 'éé', 1) | a value of column 's' is out of range of varchar(3)",
        "(1, 1, 'x', NULL) | NULL value in non-nullable column 'r'",
        "(NULL, 1, 'x', 1) | NULL value in non-nullable column 'id'",
        "(1, 'no', 'x', 1) | a value of column 'n' is out of range of tinyint(4)"
      })
  void valuesThatDoNotFitAreRefusedWithoutBeingQuoted(String values, String message) {
    assertThat(testing.error("INSERT INTO t VALUES " + values))
        .hasMessage("Insert has filtered data: " + message);
    assertThat(testing.rows("SELECT * FROM t")).isEmpty();
  }

  @Test
  void theNumberOfValuesMustMatch() {
    assertThat(testing.error("INSERT INTO t (id, n) VALUES (1)"))
        .hasMessageContaining("Column count doesn't match value count");
  }

  @Test
  void stringsMayEndInABackslash() {
    testing.execute("INSERT INTO t VALUES (1, 1, 'a\\\\', 1), (2, 1, '\\'\\'', 1)");

    assertThat(testing.rows("SELECT s FROM t WHERE s IN ('a\\\\', '\\'\\'') ORDER BY id"))
        .containsExactly(List.of("a\\"), List.of("''"));
  }

  @Test
  void updateComputesFromTheOldRow() {
    testing.execute("INSERT INTO t VALUES (1, 1, 'x', 1), (2, 2, 'y', 2)");

    assertThat(testing.execute("UPDATE t SET n = n + 10, s = 'z' WHERE id = 2"))
        .isEqualTo(new SqlResult.Done(1));
    assertThat(testing.rows("SELECT n, s FROM t ORDER BY id"))
        .containsExactly(List.of(1L, "x"), List.of(12L, "z"));
  }

  @Test
  void keyColumnsCannotBeUpdated() {
    assertThat(testing.error("UPDATE t SET id = 2 WHERE id = 1"))
        .hasMessageContaining("primary key column cannot be updated: id");
  }

  @Test
  void duplicateKeyTablesCannotBeUpdated() {
    testing.execute("CREATE TABLE dup (a INT, b INT) DUPLICATE KEY(a)");

    assertThat(testing.error("UPDATE dup SET b = 1"))
        .hasMessageContaining("table dup does not support update");
  }

  @Test
  void deleteRemovesWhatItFinds() {
    testing.execute("INSERT INTO t VALUES (1, 1, 'x', 1), (2, 2, 'y', 2), (3, 3, 'z', 3)");

    assertThat(testing.execute("DELETE FROM d.t WHERE n >= 2 AND t.s <> 'z'"))
        .isEqualTo(new SqlResult.Done(1));
    assertThat(testing.rows("SELECT id FROM t ORDER BY id"))
        .containsExactly(List.of(1L), List.of(3L));
  }

  @Test
  void deleteNeedsACondition() {
    assertThat(testing.error("DELETE FROM t"))
        .hasMessageContaining("Delete must specify where clause to prevent full table delete");
  }

  @Test
  void deleteRemovesOneOfTwoEqualRowsOnlyByItsCondition() {
    testing.execute("CREATE TABLE dup (a INT, b INT) DUPLICATE KEY(a)");
    testing.execute("INSERT INTO dup VALUES (1, 1), (1, 1), (1, 2)");
    testing.execute("DELETE FROM dup WHERE b = 2");

    assertThat(testing.rows("SELECT * FROM dup")).containsExactly(List.of(1L, 1L), List.of(1L, 1L));
  }

  @Test
  void transactionStatementsDoNothing() {
    testing.execute("BEGIN");
    testing.execute("INSERT INTO t VALUES (1, 1, 'x', 1)");
    testing.execute("ROLLBACK");

    assertThat(testing.rows("SELECT id FROM t")).containsExactly(List.of(1L));
  }
}
