package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowStoreTest {

  private final TestingWarehouse testing = new TestingWarehouse();
  private TableDefinition table;

  @BeforeEach
  void createTable() {
    testing.execute(
        "CREATE TABLE t (a BIGINT, b VARCHAR(10), v INT) PRIMARY KEY(a, b) DISTRIBUTED BY HASH(a)");
    table = testing.table("t");
  }

  @AfterEach
  void close() {
    testing.close();
  }

  private void put(Object... row) {
    testing.warehouse().write(rows -> rows.put(table, row));
  }

  @Test
  void rowsPutAreSelected() {
    put(1L, "x", 7L);

    assertThat(testing.rows("SELECT * FROM t")).containsExactly(List.of(1L, "x", 7L));
  }

  @Test
  void aSecondPutOfTheSameKeyReplacesTheRow() {
    put(1L, "x", 7L);
    put(1L, "x", 8L);

    assertThat(testing.rows("SELECT v FROM t")).containsExactly(List.of(8L));
  }

  @Test
  void everyKeyColumnCounts() {
    put(1L, "x", 7L);
    put(1L, "y", 8L);

    assertThat(testing.value("SELECT COUNT(*) FROM t")).isEqualTo(2L);
  }

  @Test
  void rowsAreFoundByTheirKey() {
    put(1L, "x", 7L);

    testing
        .warehouse()
        .write(
            rows -> {
              assertThat(rows.find(table, new Object[] {1L, "x"}))
                  .hasValueSatisfying(row -> assertThat(row).containsExactly(1L, "x", 7L));
              assertThat(rows.find(table, new Object[] {1L, "z"})).isEmpty();
            });
  }

  @Test
  void aWriteReadsItsOwnRows() {
    testing
        .warehouse()
        .write(
            rows -> {
              rows.put(table, new Object[] {1L, "x", 7L});
              assertThat(rows.find(table, new Object[] {1L, "x"})).isPresent();
              rows.remove(table, new Object[] {1L, "x"});
              assertThat(rows.find(table, new Object[] {1L, "x"})).isEmpty();
            });
  }

  @Test
  void changingAFoundRowDoesNotChangeTheStoredOne() {
    put(1L, "x", 7L);

    testing
        .warehouse()
        .write(rows -> rows.find(table, new Object[] {1L, "x"}).orElseThrow()[2] = 99L);

    assertThat(testing.value("SELECT v FROM t")).isEqualTo(7L);
  }

  @Test
  void removingAMissingKeyDoesNothing() {
    testing.warehouse().write(rows -> rows.remove(table, new Object[] {1L, "x"}));

    assertThat(testing.rows("SELECT * FROM t")).isEmpty();
  }

  @Test
  void aWriteThatThrowsLeavesNothing() {
    put(1L, "x", 7L);
    put(2L, "x", 7L);

    assertThatThrownBy(
            () ->
                testing
                    .warehouse()
                    .write(
                        rows -> {
                          rows.put(table, new Object[] {1L, "x", 8L});
                          rows.put(table, new Object[] {3L, "x", 8L});
                          rows.remove(table, new Object[] {2L, "x"});
                          throw new IllegalStateException("cancelled");
                        }))
        .hasMessage("cancelled");

    assertThat(testing.rows("SELECT a, v FROM t ORDER BY a"))
        .containsExactly(List.of(1L, 7L), List.of(2L, 7L));
  }

  @Test
  void readersSeeAllOfAWriteOverSeveralTablesOrNothing() throws Exception {
    testing.execute("CREATE TABLE u (a BIGINT, n INT) PRIMARY KEY(a) DISTRIBUTED BY HASH(a)");
    TableDefinition other = testing.table("u");
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (long i = 0; i < 2_000; i++) {
                long key = i;
                testing
                    .warehouse()
                    .write(
                        rows -> {
                          rows.put(table, new Object[] {key, "x", key % 100});
                          rows.put(other, new Object[] {key, key % 100});
                        });
              }
              done.set(true);
            });
    writer.start();
    while (!done.get()) {
      assertThat(testing.value("SELECT (SELECT COUNT(*) FROM t) - (SELECT COUNT(*) FROM u)"))
          .isEqualTo(0L);
    }
    writer.join();
    assertThat(testing.value("SELECT COUNT(*) FROM t JOIN u ON t.a = u.a AND t.v = u.n"))
        .isEqualTo(2_000L);
  }

  @Test
  void duplicateKeyTablesKeepEveryRow() {
    testing.execute("CREATE TABLE dup (a INT, b INT) DUPLICATE KEY(a) DISTRIBUTED BY HASH(a)");
    TableDefinition dup = testing.table("dup");

    testing
        .warehouse()
        .write(
            rows -> {
              rows.put(dup, new Object[] {1L, 2L});
              rows.put(dup, new Object[] {1L, 2L});
            });

    assertThat(testing.rows("SELECT * FROM dup")).containsExactly(List.of(1L, 2L), List.of(1L, 2L));
  }

  @Test
  void rowsOfDuplicateKeyTablesHaveNoKeyToFindThemBy() {
    testing.execute("CREATE TABLE dup (a INT) DUPLICATE KEY(a) DISTRIBUTED BY HASH(a)");
    TableDefinition dup = testing.table("dup");

    assertThatThrownBy(() -> testing.warehouse().write(rows -> rows.find(dup, new Object[] {1L})))
        .hasMessage("d.dup has no primary key to look up");
  }

  @Test
  void valuesOfAnotherClassAreRefused() {
    assertThatThrownBy(() -> put(1L, "x", 7))
        .hasMessage("Column v does not hold java.lang.Integer");
  }

  @Test
  void nullInANotNullColumnIsRefused() {
    assertThatThrownBy(() -> put(1L, null, 7L)).hasMessage("NULL in column b NOT NULL");
  }

  @Test
  void loadsPlannedBeforeAnAlterStillFit() {
    put(1L, "x", 7L);
    testing.execute("ALTER TABLE t ADD COLUMN w INT DEFAULT '5' AFTER b");

    testing
        .warehouse()
        .write(
            rows -> {
              assertThat(rows.find(table, new Object[] {1L, "x"}).orElseThrow())
                  .containsExactly(1L, "x", 7L);
              rows.put(table, new Object[] {2L, "x", 8L});
            });

    assertThat(testing.rows("SELECT a, w, v FROM t ORDER BY a"))
        .containsExactly(List.of(1L, 5L, 7L), List.of(2L, 5L, 8L));
  }

  @Test
  void loadsIntoADroppedTableFail() {
    testing.execute("DROP TABLE t");

    assertThatThrownBy(() -> put(1L, "x", 7L)).hasMessage("Table d.t was dropped");
  }
}
