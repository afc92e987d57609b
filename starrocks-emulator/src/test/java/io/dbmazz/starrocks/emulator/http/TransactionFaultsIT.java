package io.dbmazz.starrocks.emulator.http;

import static io.dbmazz.starrocks.emulator.http.Answers.ITEM;
import static io.dbmazz.starrocks.emulator.http.Answers.ORDER;
import static io.dbmazz.starrocks.emulator.http.Answers.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Fault.Node;
import io.dbmazz.starrocks.emulator.fault.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransactionFaultsIT {
  @AutoClose private final TestCluster cluster = new TestCluster();
  private final TransactionClient oneTable = cluster.overOneTable("l1");
  private final TransactionClient severalTables = cluster.overSeveralTables("l1");

  private void oneLoaded() throws IOException {
    assertAnswer(oneTable.begin("orders"), "OK", "");
    assertAnswer(oneTable.load("orders", ORDER), "OK", "");
  }

  private void onePrepared() throws IOException {
    oneLoaded();
    assertAnswer(oneTable.prepare(), "OK", "");
  }

  private void severalLoaded() throws IOException {
    assertAnswer(severalTables.operation("begin"), "OK", "");
    assertAnswer(severalTables.load("orders", ORDER), "OK", "");
    assertAnswer(severalTables.load("items", ITEM), "OK", "");
  }

  @Test
  void anotherLeaderDoesNotKnowWhatIsOpen() throws IOException {
    oneLoaded();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.LeaderSwitch());
    assertAnswer(oneTable.commit(), "FAILED", "No transaction found with db[shop] and label[l1]");
    assertAnswer(oneTable.load("orders", ORDER), "FAILED", "FE leader is started or switched");
    assertThat(cluster.state("l1")).isEqualTo("UNKNOWN");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void aLabelLostByTheLeaderStaysOnItsBackEndUntilItsTimeIsOver() throws IOException {
    oneLoaded();
    cluster.switchLeader();
    assertThat(oneTable.begin("orders").text("Status")).isEqualTo("LABEL_ALREADY_EXISTS");
    cluster.clock.advance(Duration.ofSeconds(601));
    assertThat(oneTable.begin("orders").text("Status")).isEqualTo("OK");
  }

  @Test
  void whatIsPreparedSurvivesAnotherLeaderAndARestart() throws IOException {
    onePrepared();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.LeaderSwitch());
    cluster.restartBackEnd();
    assertThat(oneTable.commit().text("Status")).isEqualTo("OK");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void afterASwitchTheOldLeaderSendsToTheNewOne() throws IOException {
    cluster.switchLeader();
    Http.Answer answer = cluster.frontEnd().get("/api/shop/get_load_state?label=l1", Http.AUTH);
    assertThat(answer.status()).isEqualTo(307);
    oneLoaded();
    assertThat(oneTable.commit().text("Status")).isEqualTo("OK");
  }

  @Test
  void aPlainLoadUnderWayIsLostToAnotherLeaderToo() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    cluster.faults.next(new Fault.Held(release));
    CompletableFuture<Http.Answer> load =
        CompletableFuture.supplyAsync(() -> load("[" + ORDER + "]"));
    Awaitility.await().until(() -> cluster.state("l1").equals("PREPARE"));
    cluster.faults.nextAt(Operation.BEGIN, new Fault.LeaderSwitch());
    cluster.overOneTable("l2").begin("orders");
    release.countDown();
    assertThat(load.get().text("Status")).isEqualTo("Fail");
    assertThat(load.get().text("Message")).isEqualTo("transaction not found");
    assertThat(cluster.rows()).isEmpty();
  }

  private Http.Answer load(String body) {
    try {
      return cluster.backEnd().load(body, "label: l1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void openTransactionsOverSeveralTablesAreCancelledByAnotherLeader() throws IOException {
    severalLoaded();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.LeaderSwitch());
    assertAnswer(severalTables.commit(), "FAILED", "Can not commit CANCELLED transaction");
    assertAnswer(severalTables.load("orders", ORDER), "FAILED", "cancelled after FE restart");
    assertThat(severalTables.operation("begin").text("Status")).isEqualTo("LABEL_ALREADY_EXISTS");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void anotherLeaderDeniesACommitThatOnlyTheLabelShows() throws IOException {
    severalLoaded();
    severalTables.commit();
    cluster.switchLeader();
    assertAnswer(
        severalTables.commit(),
        "FAILED",
        "Transaction state not found, possibly lost due to FE leader switch");
    assertThat(cluster.state("l1")).isEqualTo("VISIBLE");
    assertThat(cluster.items()).hasSize(1);
  }

  @Test
  void aRestartedBackEndHasLostWhatWasOpen() throws IOException {
    oneLoaded();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.BackEndRestart());
    assertThat(oneTable.commit().head()).isEmpty();
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
    assertThat(oneTable.load("orders", ORDER).text("Status")).isEqualTo("TXN_NOT_EXISTS");
    assertAnswer(oneTable.commit(), "FAILED", "Can not commit ABORTED transaction");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void aRestartedBackEndSpoilsTransactionsOverSeveralTables() throws IOException {
    severalLoaded();
    cluster.restartBackEnd();
    assertThat(severalTables.load("orders", ORDER).text("Status")).isEqualTo("TXN_NOT_EXISTS");
    assertAnswer(severalTables.commit(), "FAILED", "coordinate BE is down");
    assertThat(cluster.items()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"BEGIN", "LOAD", "PREPARE", "COMMIT"})
  void aLostReplyHasHadItsEffect(Operation lost) throws IOException {
    cluster.faults.nextAt(lost, new Fault.ReplyLost());
    List<Http.Answer> answers =
        List.of(
            oneTable.begin("orders"),
            oneTable.load("orders", ORDER),
            oneTable.prepare(),
            oneTable.commit());
    assertThat(answers).filteredOn(answer -> answer.head().isEmpty()).hasSize(1);
    assertThat(cluster.state("l1")).isEqualTo("VISIBLE");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aLostReplyOfACommitOverSeveralTablesHasCommitted() throws IOException {
    severalLoaded();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.ReplyLost());
    assertThat(severalTables.commit().head()).isEmpty();
    assertThat(cluster.state("l1")).isEqualTo("VISIBLE");
    assertAnswer(severalTables.commit(), "OK", "has already committed");
    assertThat(cluster.items()).hasSize(1);
  }

  @Test
  void aLoadRepeatedAfterALostReplyIsThereTwice() throws IOException {
    severalTables.operation("begin");
    cluster.faults.nextInto("items", new Fault.ReplyLost());
    severalTables.load("items", ITEM);
    severalTables.load("items", ITEM);
    severalTables.commit();
    assertThat(cluster.items()).hasSize(2);
  }

  @Test
  void anEvictedLabelTellsNothingOfItsCommit() throws IOException {
    severalLoaded();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.LabelEvicted());
    assertThat(severalTables.commit().head()).isEmpty();
    assertThat(cluster.state("l1")).isEqualTo("UNKNOWN");
    assertThat(cluster.items()).hasSize(1);
  }

  @Test
  void anEvictedLabelCannotBeCommittedAgain() throws IOException {
    onePrepared();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.LabelEvicted());
    oneTable.commit();
    assertAnswer(oneTable.commit(), "FAILED", "No transaction found by label l1");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aLateAnswerHasHadItsEffect() throws IOException {
    severalLoaded();
    Duration delay = Duration.ofMillis(300);
    cluster.faults.nextAt(Operation.COMMIT, new Fault.SlowAnswer(delay));
    long start = System.nanoTime();
    assertThat(severalTables.commit().text("Status")).isEqualTo("OK");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
    assertThat(cluster.items()).hasSize(1);
  }

  @Test
  void publishingLateFailsTheCommitOfThePreparedThatHasHappened() throws IOException {
    onePrepared();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.PublishTimeout());
    assertAnswer(oneTable.commit(), "FAILED", "publish timeout");
    assertThat(cluster.state("l1")).isEqualTo("COMMITTED");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void publishingLateIsToldByTheBackEnd() throws IOException {
    oneLoaded();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.PublishTimeout());
    assertAnswer(oneTable.commit(), "PUBLISH_TIMEOUT", "Publish timeout");
    assertThat(cluster.state("l1")).isEqualTo("COMMITTED");
  }

  @Test
  void publishingLateOverSeveralTablesIsFine() throws IOException {
    severalLoaded();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.PublishTimeout());
    assertThat(severalTables.commit().text("Status")).isEqualTo("OK");
    assertThat(cluster.state("l1")).isEqualTo("COMMITTED");
  }

  @Test
  void anUnknownCommitHasCommitted() throws IOException {
    severalLoaded();
    cluster.faults.nextAt(Operation.COMMIT, new Fault.CommitUnknown());
    assertAnswer(severalTables.commit(), "FAILED", "Transaction status unknown");
    assertThat(cluster.state("l1")).isEqualTo("VISIBLE");
    oneTableUnknown();
  }

  private void oneTableUnknown() throws IOException {
    TransactionClient other = cluster.overOneTable("l2");
    other.begin("orders");
    other.load("orders", "{\"id\":2}");
    cluster.faults.nextAt(Operation.COMMIT, new Fault.CommitUnknown());
    assertAnswer(other.commit(), "INTERNAL_ERROR", "Transaction status unknown");
    assertThat(cluster.rows()).hasSize(2);
  }

  @Test
  void aBackEndThatKnowsNoLeaderFailsAndRollsBack() throws IOException {
    oneLoaded();
    cluster.faults.nextAt(Operation.COMMIT, Fault.Fail.notMaster());
    assertAnswer(oneTable.commit(), "INTERNAL_ERROR", "current fe is not master");
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
    oneLoaded();
    assertThat(oneTable.commit().text("Status")).isEqualTo("OK");
  }

  @Test
  void aFullDatabaseTakesNoTransaction() throws IOException {
    cluster.faults.nextAt(Operation.BEGIN, Fault.Fail.quotaExceeded("shop"));
    assertAnswer(
        oneTable.begin("orders"), "INTERNAL_ERROR", "Database[shop] data size exceeds quota[");
    assertThat(cluster.state("l1")).isEqualTo("UNKNOWN");
    cluster.faults.nextAt(Operation.BEGIN, Fault.Fail.quotaExceeded("shop"));
    assertAnswer(
        severalTables.operation("begin"), "FAILED", "Database[shop] data size exceeds quota[");
    assertAnswer(severalTables.operation("begin"), "OK", "");
  }

  @Test
  void aFailedCommitOverSeveralTablesRollsAllBack() throws IOException {
    severalLoaded();
    cluster.faults.nextAt(Operation.COMMIT, Fault.Fail.memoryExceeded());
    assertAnswer(severalTables.commit(), "FAILED", "Memory of process exceed limit");
    assertAnswer(severalTables.commit(), "FAILED", "Can not commit CANCELLED");
    assertThat(cluster.items()).isEmpty();
  }

  @Test
  void aFailedLoadRollsBack() throws IOException {
    oneTable.begin("orders");
    cluster.faults.nextAt(Operation.LOAD, Fault.Fail.tooManyVersions(1000));
    assertAnswer(
        oneTable.load("orders", ORDER),
        "INTERNAL_ERROR",
        "too many versions, current/limit: 1000/");
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
  }

  @Test
  void tooManyRunningTransactionsAreRefusedUntilOneEnds() throws IOException {
    onePrepared();
    TransactionClient second = cluster.overOneTable("l2");
    second.begin("orders");
    TransactionClient third = cluster.overOneTable("l3");
    assertAnswer(third.begin("orders"), "ANALYSIS_ERROR", "is 2, larger than limit 2");
    oneTable.rollback();
    assertAnswer(third.begin("orders"), "OK", "");
    cluster.faults.nextAt(Operation.BEGIN, Fault.Fail.tooManyRunning(1000));
    TransactionClient fourth = cluster.overSeveralTables("l4");
    assertAnswer(
        fourth.operation("begin"),
        "FAILED",
        "current running txns on db 10005 is 1000, larger than limit 1000");
  }

  @Test
  void tooManyVersionsFailTheCommit() throws IOException {
    for (int i = 0; i < 5; i++) {
      cluster.versions.add("shop", "items");
    }
    severalLoaded();
    assertAnswer(
        severalTables.commit(),
        "FAILED",
        "Failed to load table items: Failed to load data into tablet");
    assertThat(cluster.rows()).isEmpty();
    TransactionClient items = cluster.overOneTable("l2");
    items.begin("items");
    items.load("items", ITEM);
    assertAnswer(items.commit(), "SERVICE_UNAVAILABLE", "because of too many versions");
    cluster.versions.compact("shop", "items");
    items.begin("items");
    items.load("items", ITEM);
    assertAnswer(items.commit(), "OK", "");
  }

  @Test
  void everyCommitIsAVersionOfEveryTable() throws IOException {
    for (int i = 0; i < 5; i++) {
      TransactionClient each = cluster.overSeveralTables("t" + i);
      each.operation("begin");
      each.load("orders", ORDER);
      assertAnswer(each.commit(), "OK", "");
    }
    severalLoaded();
    assertAnswer(severalTables.commit(), "FAILED", "Failed to load table orders");
  }

  @Test
  void frontEndFaultsConcernTransactions() throws IOException {
    cluster.faults.nextAt(Operation.BEGIN, new Fault.Unauthorized());
    assertThat(oneTable.begin("orders").status()).isEqualTo(401);
    cluster.faults.nextAt(Operation.BEGIN, new Fault.ServerError(Node.FRONT_END));
    assertThat(oneTable.begin("orders").status()).isEqualTo(500);
    cluster.faults.nextAt(Operation.BEGIN, new Fault.Cut(Node.FRONT_END));
    assertThat(oneTable.begin("orders").head()).isEmpty();
    cluster.faults.nextAt(Operation.BEGIN, new Fault.NoBackEnd());
    assertAnswer(oneTable.begin("orders"), "FAILED", "No backend alive.");
    cluster.faults.nextAt(Operation.BEGIN, new Fault.Cut(Node.BACK_END));
    assertThat(severalTables.operation("begin").head()).isEmpty();
    assertThat(cluster.state("l1")).isEqualTo("UNKNOWN");
  }
}
