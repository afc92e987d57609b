package io.dbmazz.starrocks.emulator.http;

import static io.dbmazz.starrocks.emulator.http.Answers.ORDER;
import static io.dbmazz.starrocks.emulator.http.Answers.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.txn.LabelStatus;
import io.dbmazz.starrocks.emulator.txn.LoadState;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TransactionTimeoutsIT {
  @AutoClose private final TestCluster cluster = new TestCluster();
  private final TransactionClient oneTable = cluster.overOneTable("l1");
  private final TransactionClient severalTables = cluster.overSeveralTables("l1");

  private void assertAborted(String reason) {
    assertThat(cluster.transactions.status("shop", "l1"))
        .isEqualTo(new LabelStatus(LoadState.ABORTED, reason));
  }

  private void pass(int seconds) {
    cluster.clock.advance(Duration.ofSeconds(seconds));
  }

  @Test
  void anOpenTransactionEndsWithItsTime() throws IOException {
    oneTable.begin("orders", "timeout: 5");
    oneTable.load("orders", ORDER);
    pass(6);
    assertStatus(oneTable.load("orders", ORDER), "TXN_NOT_EXISTS");
    assertStatus(oneTable.commit(), "FAILED");
    assertAborted("timeout by txn manager");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void tenMinutesAreTheDefault() throws IOException {
    oneTable.begin("orders");
    oneTable.load("orders", ORDER);
    pass(600);
    assertStatus(oneTable.commit(), "OK");
  }

  @Test
  void anIdleTransactionEndsBeforeItsTime() throws IOException {
    oneTable.begin("orders", "timeout: 600", "idle_transaction_timeout: 5");
    pass(5);
    oneTable.load("orders", ORDER);
    pass(5);
    assertStatus(oneTable.load("orders", ORDER), "OK");
    pass(6);
    assertStatus(oneTable.commit(), "FAILED");
    assertAborted("transaction is aborted by idle timeout 5 seconds.");
  }

  @Test
  void whatIsPreparedOutlivesTheTimeOfTheTransaction() throws IOException {
    oneTable.begin("orders", "timeout: 5", "idle_transaction_timeout: 2");
    oneTable.load("orders", ORDER);
    oneTable.prepare();
    pass(86_400);
    assertStatus(oneTable.commit(), "OK");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void whatIsPreparedEndsAfterADay() throws IOException {
    oneTable.begin("orders");
    oneTable.load("orders", ORDER);
    oneTable.prepare();
    pass(86_401);
    assertAborted("timeout by txn manager");
  }

  @Test
  void whatIsPreparedEndsWithItsOwnTime() throws IOException {
    oneTable.begin("orders");
    oneTable.load("orders", ORDER);
    oneTable.prepare("prepared_timeout: 1");
    pass(2);
    assertStatus(oneTable.commit(), "FAILED");
    assertAborted("timeout by txn manager");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void aTransactionOverSeveralTablesEndsWithItsTime() throws IOException {
    severalTables.operation("begin", "timeout: 5");
    severalTables.load("orders", ORDER);
    pass(6);
    Http.Answer load = severalTables.load("orders", ORDER);
    assertStatus(load, "FAILED");
    assertThat(load.text("Message"))
        .isEqualTo(
            "stream load task l1 has already been cancelled: transaction timeout after 5000ms");
    Http.Answer commit = severalTables.commit();
    assertStatus(commit, "FAILED");
    assertThat(commit.text("Message")).startsWith("Can not commit CANCELLED transaction");
    assertStatus(severalTables.rollback(), "OK");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void twentySecondsAreTheDefaultOverSeveralTables() throws IOException {
    severalTables.operation("begin");
    severalTables.load("orders", ORDER);
    pass(21);
    assertStatus(severalTables.commit(), "FAILED");
  }
}
