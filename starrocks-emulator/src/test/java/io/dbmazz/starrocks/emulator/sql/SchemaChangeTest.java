package io.dbmazz.starrocks.emulator.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaChangeTest {

  private static final String SHOW =
      "SHOW ALTER TABLE COLUMN FROM d WHERE TableName=\"t\" ORDER BY CreateTime DESC LIMIT 1";

  private final TestingWarehouse testing =
      new TestingWarehouse(options -> options.withSchemaChangeDelay(Duration.ofSeconds(10)));

  @BeforeEach
  void startChange() {
    testing.execute("CREATE TABLE t (k INT) PRIMARY KEY(k)");
    testing.execute("ALTER TABLE t ADD COLUMN c INT");
  }

  @AfterEach
  void close() {
    testing.close();
  }

  private Object state() {
    return testing.row(SHOW).get(testing.labels(SHOW).indexOf("State"));
  }

  @Test
  void theColumnIsNotThereWhenAlterReturns() {
    assertThat(testing.table("t").columns()).hasSize(1);
    assertThat(testing.error("SELECT c FROM t")).hasMessageContaining("'c' cannot be resolved");
  }

  @Test
  void theColumnIsThereWhenTheJobIsFinished() {
    testing.advance(Duration.ofSeconds(10));

    assertThat(testing.table("t").columns()).hasSize(2);
  }

  @Test
  void theJobGoesThroughItsStates() {
    assertThat(state()).isEqualTo("PENDING");
    testing.advance(Duration.ofSeconds(6));
    assertThat(state()).isEqualTo("RUNNING");
    testing.advance(Duration.ofSeconds(4));
    assertThat(state()).isEqualTo("FINISHED");
  }

  @Test
  void theJobIsShownWithItsColumns() {
    assertThat(String.join(" ", testing.labels(SHOW)))
        .isEqualTo(
            "JobId TableName CreateTime FinishTime IndexName IndexId OriginIndexId SchemaVersion"
                + " TransactionId State Msg Progress Timeout");
    assertThat(testing.row(SHOW).subList(1, 4)).containsExactly("t", "2026-01-02 03:04:05", null);
  }

  @Test
  void theLatestJobOfTheNamedTableIsShown() {
    testing.execute("CREATE TABLE u (k INT) PRIMARY KEY(k)");
    testing.advance(Duration.ofSeconds(20));
    testing.execute("ALTER TABLE u ADD COLUMN c INT");
    testing.execute("ALTER TABLE t ADD COLUMN e INT");

    assertThat(testing.row(SHOW).subList(1, 3)).isEqualTo(List.of("t", "2026-01-02 03:04:25"));
  }

  @Test
  void aSecondChangeHasToWait() {
    SqlError error = testing.error("ALTER TABLE t ADD COLUMN e INT");

    assertThat(error.number()).isEqualTo(1064);
    assertThat(error)
        .hasMessageStartingWith(
            "A schema change operation is in progress on the table \"t\". Please wait until the"
                + " current operation completes.");
  }

  @Test
  void changesOfOtherTablesDoNotWait() {
    testing.execute("CREATE TABLE u (k INT) PRIMARY KEY(k)");

    assertThat(testing.execute("ALTER TABLE u ADD COLUMN c INT")).isNotNull();
  }

  @Test
  void aChangeOfADroppedTableIsCancelled() {
    testing.execute("DROP TABLE t");
    testing.advance(Duration.ofSeconds(10));

    assertThat(state()).isEqualTo("CANCELLED");
  }

  @Test
  void aTableOfTheSameNameDoesNotInheritTheChange() {
    testing.execute("DROP TABLE t");
    testing.advance(Duration.ofSeconds(1));
    testing.execute("CREATE TABLE t (k INT) PRIMARY KEY(k)");
    testing.advance(Duration.ofSeconds(10));

    assertThat(testing.table("t").columns()).hasSize(1);
  }
}
