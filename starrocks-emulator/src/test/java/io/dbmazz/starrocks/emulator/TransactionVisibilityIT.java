package io.dbmazz.starrocks.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbmazz.starrocks.emulator.txn.LabelLimits;
import io.dbmazz.starrocks.emulator.txn.ManualClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions as the query port sees them. */
class TransactionVisibilityIT {
  private static final String SUM =
      "SELECT sum(balance) FROM (SELECT balance FROM giro UNION ALL SELECT balance FROM savings)"
          + " AS accounts";

  private final ManualClock clock = new ManualClock();
  private final RunningEmulator running =
      new RunningEmulator(EmulatorOptions.defaults().withVersion("4.0.0").withClock(clock));

  @BeforeEach
  void tables() throws Exception {
    for (String table : List.of("giro", "savings")) {
      create(table, "");
    }
  }

  @AfterEach
  void close() {
    running.close();
  }

  private void create(String table, String property) throws SQLException {
    running.execute(
        "CREATE TABLE "
            + table
            + " (id BIGINT NOT NULL, balance BIGINT) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)"
            + " PROPERTIES (\"replication_num\"=\"1\""
            + property
            + ")");
  }

  @Test
  void whatIsOpenCanBeAskedFor() throws Exception {
    TransactionCalls calls = new TransactionCalls(running, "o1", "transaction_type", "multi");
    assertOk(calls.send("begin"));
    assertThat(running.emulator().openTransactions("shop")).containsExactly("o1");
    assertThat(calls.state()).isEqualTo("UNKNOWN");
    assertOk(calls.send("commit"));
    assertThat(running.emulator().openTransactions("shop")).isEmpty();
  }

  private static void assertOk(JsonNode answer) {
    assertThat(answer.path("Status").asText()).as(answer.toString()).isEqualTo("OK");
  }

  private void transfer(String label, long amount) throws Exception {
    TransactionCalls calls = new TransactionCalls(running, label, "transaction_type", "multi");
    assertOk(calls.send("begin"));
    assertOk(calls.load("giro", "[{\"id\":1,\"balance\":" + amount + "}]"));
    assertOk(calls.load("savings", "[{\"id\":1,\"balance\":" + -amount + "}]"));
    assertOk(calls.send("commit"));
  }

  @Test
  void oneStatementOverTwoTablesSeesOneMoment() throws Exception {
    transfer("t0", 1);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> reader =
        CompletableFuture.supplyAsync(
            () -> {
              int reads = 0;
              while (!done.get() || reads == 0) {
                assertThat(sum()).isEqualTo("0");
                reads++;
              }
              return reads;
            });
    for (int i = 1; i <= 30; i++) {
      transfer("t" + i, i);
    }
    done.set(true);
    assertThat(reader.get()).isPositive();
    assertThat(running.query("SELECT balance FROM savings")).containsExactly(List.of("-30"));
  }

  private String sum() {
    try {
      return running.query(SUM).get(0).get(0);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void openTransactionsHoldUpAChangeThatRewritesTheTable() throws Exception {
    create("slow", ", \"fast_schema_evolution\"=\"false\"");
    TransactionCalls calls = new TransactionCalls(running, "w1", "table", "slow");
    assertOk(calls.send("begin"));
    running.execute("ALTER TABLE slow ADD COLUMN extra INT DEFAULT \"7\"");
    assertThat(alterState()).isEqualTo("WAITING_TXN");
    assertThatThrownBy(() -> running.execute("ALTER TABLE slow ADD COLUMN other INT"))
        .hasMessageContaining("A schema change operation is in progress on the table \"slow\"");
    assertOk(calls.load("slow", "[{\"id\":1,\"balance\":1,\"extra\":2}]"));
    assertOk(calls.send("prepare"));
    assertThat(alterState()).isEqualTo("WAITING_TXN");
    assertOk(calls.send("commit"));
    assertThat(alterState()).isEqualTo("FINISHED");
    assertThat(running.query("SELECT id, balance, extra FROM slow"))
        .containsExactly(List.of("1", "1", "7"));
  }

  private String alterState() throws SQLException {
    return running
        .query(
            "SHOW ALTER TABLE COLUMN FROM shop WHERE TableName=\"slow\" ORDER BY CreateTime DESC"
                + " LIMIT 1")
        .get(0)
        .get(9);
  }

  @Test
  void transactionsThatBeginLaterDoNotHoldItUp() throws Exception {
    create("slow", ", \"fast_schema_evolution\"=\"false\"");
    TransactionCalls first = new TransactionCalls(running, "w1", "table", "slow");
    assertOk(first.send("begin"));
    running.execute("ALTER TABLE slow MODIFY COLUMN balance LARGEINT");
    TransactionCalls second = new TransactionCalls(running, "w2", "table", "slow");
    assertOk(second.send("begin"));
    assertOk(first.send("rollback"));
    assertThat(alterState()).isEqualTo("FINISHED");
  }

  @Test
  void aFastChangeWaitsForNobodyAndTheOldFormIsStillCommitted() throws Exception {
    TransactionCalls calls = new TransactionCalls(running, "f1", "table", "giro");
    assertOk(calls.send("begin"));
    assertOk(calls.load("giro", "[{\"id\":1,\"balance\":1}]"));
    assertOk(calls.send("prepare"));
    running.execute("ALTER TABLE giro ADD COLUMN note VARCHAR(10) DEFAULT \"x\"");
    assertOk(calls.send("commit"));
    assertThat(running.query("SELECT id, balance, note FROM giro"))
        .containsExactly(List.of("1", "1", "x"));
  }

  @Test
  void aColumnIsNotLoadedBeforeItsChangeHasFinished() throws Exception {
    EmulatorOptions slow =
        EmulatorOptions.defaults()
            .withVersion("4.0.0")
            .withClock(clock)
            .withSchemaChangeDelay(Duration.ofSeconds(10));
    try (RunningEmulator other = new RunningEmulator(slow)) {
      other.execute(
          "CREATE TABLE t (id BIGINT) PRIMARY KEY (id) PROPERTIES (\"replication_num\"=\"1\")");
      other.execute("ALTER TABLE t ADD COLUMN extra INT");
      other.load("t", "[{\"id\":1,\"extra\":1}]");
      clock.advance(Duration.ofSeconds(10));
      other.load("t", "[{\"id\":2,\"extra\":2}]");
      assertThat(other.query("SELECT id, coalesce(extra, -1) FROM t ORDER BY id"))
          .containsExactly(List.of("1", "-1"), List.of("2", "2"));
    }
  }

  @Test
  void whatIsCommittedMayBeReadableLater() throws Exception {
    transfer("p0", 1);
    running.emulator().holdPublishing();
    transfer("p1", 2);
    assertThat(running.query("SELECT balance FROM giro")).containsExactly(List.of("1"));
    assertThat(state("p1")).isEqualTo("COMMITTED");
    running.emulator().releasePublishing();
    assertThat(running.query("SELECT balance FROM giro")).containsExactly(List.of("2"));
    assertThat(state("p1")).isEqualTo("VISIBLE");
    transfer("p2", 3);
    assertThat(sum()).isEqualTo("0");
  }

  private String state(String label) throws Exception {
    return new TransactionCalls(running, label).state();
  }

  @Test
  void labelsAreEvictedByCountAndByAge() throws Exception {
    LabelLimits limits = new LabelLimits(2, Duration.ofHours(1), 100);
    EmulatorOptions few =
        EmulatorOptions.defaults().withVersion("4.0.0").withClock(clock).withLabelLimits(limits);
    try (RunningEmulator other = new RunningEmulator(few)) {
      other.execute(
          "CREATE TABLE t (id BIGINT) PRIMARY KEY (id) PROPERTIES (\"replication_num\"=\"1\")");
      for (String label : List.of("e1", "e2", "e3")) {
        TransactionCalls calls = new TransactionCalls(other, label, "table", "t");
        assertOk(calls.send("begin"));
        assertOk(calls.load("t", "[{\"id\":1}]"));
        assertOk(calls.send("commit"));
      }
      assertThat(new TransactionCalls(other, "e1").state()).isEqualTo("UNKNOWN");
      assertThat(new TransactionCalls(other, "e2").state()).isEqualTo("VISIBLE");
      assertThat(new TransactionCalls(other, "e1").send("commit").path("Message").asText())
          .endsWith("No transaction found by label e1");
      clock.advance(Duration.ofHours(2));
      assertThat(new TransactionCalls(other, "e3").state()).isEqualTo("UNKNOWN");
    }
  }

  @Test
  void theVersionIsTold() throws Exception {
    assertThat(running.query("SELECT current_version()").get(0).get(0)).startsWith("4.0.0-");
  }
}
