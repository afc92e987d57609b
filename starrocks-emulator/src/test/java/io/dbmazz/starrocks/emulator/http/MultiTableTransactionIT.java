package io.dbmazz.starrocks.emulator.http;

import static io.dbmazz.starrocks.emulator.http.Answers.EXCEPTION;
import static io.dbmazz.starrocks.emulator.http.Answers.ITEM;
import static io.dbmazz.starrocks.emulator.http.Answers.ORDER;
import static io.dbmazz.starrocks.emulator.http.Answers.assertStatus;
import static io.dbmazz.starrocks.emulator.http.Answers.fields;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The sequences that StarRocks records in test/sql/test_stream_load, over several tables. */
class MultiTableTransactionIT {
  @AutoClose private final TestCluster cluster = new TestCluster();
  private final TransactionClient transaction = cluster.overSeveralTables("l1");

  private static void assertFailed(Http.Answer answer, String message) throws IOException {
    assertStatus(answer, "FAILED");
    assertThat(answer.text("Message")).matches(message);
  }

  private Http.Answer begin(String... headers) throws IOException {
    return transaction.operation("begin", headers);
  }

  private void bothLoaded() throws IOException {
    assertStatus(begin(), "OK");
    assertStatus(transaction.load("orders", ORDER), "OK");
    assertStatus(transaction.load("items", ITEM), "OK");
  }

  private void assertNothingIsThere() {
    assertThat(cluster.rows()).isEmpty();
    assertThat(cluster.items()).isEmpty();
  }

  @Test
  void beginTellsNothing() throws IOException {
    assertThat(begin().json().toString()).isEqualTo("{\"Status\":\"OK\",\"Message\":\"\"}");
  }

  @Test
  void allTablesAreThereAfterTheCommitAndNoneBefore() throws IOException {
    bothLoaded();
    assertNothingIsThere();
    Http.Answer commit = transaction.commit();
    assertStatus(commit, "OK");
    assertThat(fields(commit))
        .containsExactlyInAnyOrder(
            "Status", "Message", "Label", "TxnId", "ChannelId", "Prepared Channel Num");
    assertThat(cluster.rows()).hasSize(1);
    assertThat(cluster.items()).hasSize(1);
  }

  @Test
  void aLoadIsAnsweredByTheBackEndAsOverOneTable() throws IOException {
    begin();
    Http.Answer first = transaction.load("orders", ORDER);
    Http.Answer second = transaction.load("items", ITEM + ITEM);
    assertThat(fields(second)).containsExactlyElementsOf(TransactionClient.LOAD_FIELDS);
    assertThat(second.text("TxnId")).isEqualTo(first.text("TxnId"));
    assertThat(transaction.commit().text("TxnId")).isEqualTo(first.text("TxnId"));
    assertThat(cluster.items()).hasSize(2);
  }

  @Test
  void committingTwiceIsFine() throws IOException {
    bothLoaded();
    transaction.commit();
    Http.Answer again = transaction.commit();
    assertStatus(again, "OK");
    assertThat(again.text("Message"))
        .matches("Transaction \\d+ has already committed, label is l1");
    assertThat(cluster.items()).hasSize(1);
  }

  @Test
  void aCommitWithoutLoadIsFine() throws IOException {
    begin();
    assertStatus(transaction.commit(), "OK");
    assertNothingIsThere();
  }

  @Test
  void nothingIsLoadedAfterTheCommit() throws IOException {
    bothLoaded();
    transaction.commit();
    assertFailed(
        transaction.load("orders", ORDER), "stream load task l1 has already been commited");
  }

  @Test
  void whatIsCommittedIsNotRolledBack() throws IOException {
    bothLoaded();
    transaction.commit();
    assertFailed(transaction.rollback(), "Can not abort VISIBLE transaction \\d+, label is l1");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aCommittedLabelIsTaken() throws IOException {
    bothLoaded();
    transaction.commit();
    Http.Answer again = begin();
    assertStatus(again, "LABEL_ALREADY_EXISTS");
    assertThat(again.text("Message")).isEqualTo("Label [l1] has already been used.");
    assertThat(again.text("ExistingJobStatus")).isEqualTo("COMMITED");
  }

  @Test
  void aLabelRolledBackIsTakenToo() throws IOException {
    bothLoaded();
    assertStatus(transaction.rollback(), "OK");
    Http.Answer again = begin();
    assertStatus(again, "LABEL_ALREADY_EXISTS");
    assertThat(again.text("ExistingJobStatus")).isEqualTo("CANCELLED");
    assertNothingIsThere();
  }

  @Test
  void rollingBackTwiceIsFine() throws IOException {
    bothLoaded();
    Http.Answer first = transaction.rollback();
    assertStatus(first, "OK");
    assertThat(first.text("Message")).isEqualTo("stream load l1 abort");
    Http.Answer again = transaction.rollback();
    assertStatus(again, "OK");
    assertThat(again.text("Message")).matches("Transaction \\d+ has already aborted, label is l1");
  }

  @Test
  void nothingWorksAfterTheRollback() throws IOException {
    bothLoaded();
    transaction.rollback();
    assertFailed(
        transaction.load("items", ITEM),
        "stream load task l1 has already been cancelled: manual abort");
    assertFailed(transaction.commit(), "Can not commit CANCELLED transaction \\d+, label is l1");
    assertNothingIsThere();
  }

  @Test
  void nothingWorksWithoutBegin() throws IOException {
    assertFailed(
        transaction.load("orders", ORDER), EXCEPTION + "stream load task l1 does not exist");
    assertFailed(transaction.commit(), EXCEPTION + "stream load task l1 does not exist");
    // Sic.
    assertFailed(transaction.rollback(), EXCEPTION + "stream load taskl1does not exist");
  }

  @Test
  void beginningTwiceLeavesTheFirstUsable() throws IOException {
    bothLoaded();
    Http.Answer again = begin();
    assertStatus(again, "LABEL_ALREADY_EXISTS");
    assertThat(again.text("Message"))
        .matches("Transaction already started with label \\[l1], txnId: \\d+");
    assertStatus(transaction.commit(), "OK");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aLoadThatCannotBePlannedRollsAllBack() throws IOException {
    bothLoadedThenOneRefused();
    assertFailed(
        transaction.load("orders", ORDER), "stream load task l1 has already been cancelled: .*");
    assertFailed(transaction.commit(), "Can not commit CANCELLED transaction \\d+, label is l1");
    assertStatus(transaction.rollback(), "OK");
    assertNothingIsThere();
  }

  private void bothLoadedThenOneRefused() throws IOException {
    begin();
    transaction.load("orders", ORDER);
    assertFailed(
        transaction.load("items", ITEM, "columns: id,name"),
        "Column has no default value. column: price");
  }

  @Test
  void aTableThatIsNotThereRollsAllBack() throws IOException {
    begin();
    transaction.load("orders", ORDER);
    assertFailed(
        transaction.load("nothing", ORDER), EXCEPTION + "Failed to find table nothing in db shop");
    assertFailed(transaction.commit(), "Can not commit CANCELLED .*");
    assertNothingIsThere();
  }

  @Test
  void anotherDatabaseRollsAllBack() throws IOException {
    begin();
    Http.Answer other =
        TransactionClient.loadElsewhere(cluster.frontEnd(), "label: l1", "transaction_type: multi");
    assertFailed(other, EXCEPTION + "Request database other not equal transaction database shop");
    assertFailed(transaction.commit(), "Can not commit CANCELLED .*");
  }

  @Test
  void filteredRowsOfOneTableSurfaceAtTheCommitAndRollAllBack() throws IOException {
    begin();
    transaction.load("orders", ORDER);
    assertStatus(transaction.load("items", "[" + ITEM + ",{\"id\":2}]"), "OK");
    Http.Answer commit = transaction.commit();
    assertFailed(
        commit, "Failed to load table items: too many filtered rows, tracking_url: http://.*");
    String url = commit.text("Message").replaceFirst(".*tracking_url: http://[^/]*", "");
    assertThat(cluster.backEnd().get(url).body())
        .contains("NULL value in non-nullable column 'price'");
    assertNothingIsThere();
    assertFailed(transaction.commit(), "Can not commit CANCELLED .*");
  }

  @Test
  void aTableOfWhichNothingIsLeftFailsEvenWithinItsRatio() throws IOException {
    begin();
    transaction.load("orders", ORDER);
    transaction.load("items", "{\"id\":2}", "max_filter_ratio: 1", "strict_mode: true");
    assertFailed(transaction.commit(), "Failed to load table items: .*tracking_url:.*");
    assertNothingIsThere();
  }

  @Test
  void eachTableHasItsOwnParameters() throws IOException {
    begin();
    transaction.load("orders", "{\"id\":1}", "columns: id");
    transaction.load("items", "[" + ITEM + ",{\"id\":2}]", "max_filter_ratio: 0.5");
    assertStatus(transaction.commit(), "OK");
    assertThat(cluster.rows()).hasSize(1);
    assertThat(cluster.items()).hasSize(1);
  }

  @Test
  void prepareIsNotSupported() throws IOException {
    bothLoaded();
    assertFailed(transaction.prepare(), EXCEPTION + "Unsupported operation: TXN_PREPARE");
    assertStatus(transaction.commit(), "OK");
  }

  @Test
  void theLabelIsUnknownBeforeTheCommitAndKnownAfterIt() throws IOException {
    bothLoaded();
    assertThat(cluster.state("l1")).isEqualTo("UNKNOWN");
    transaction.commit();
    assertThat(cluster.state("l1")).isEqualTo("VISIBLE");
  }

  @Test
  void aLabelRolledBackStaysUnknown() throws IOException {
    bothLoaded();
    transaction.rollback();
    assertThat(cluster.state("l1")).isEqualTo("UNKNOWN");
  }

  @Test
  void aLabelOfAnotherLoadIsTaken() throws IOException {
    cluster.backEnd().load("[" + ORDER + "]", "label: l1");
    Http.Answer begin = begin();
    assertStatus(begin, "LABEL_ALREADY_EXISTS");
    assertThat(begin.text("ExistingJobStatus")).isEqualTo("VISIBLE");
  }

  @Test
  void theDatabaseMustExist() throws IOException {
    Http.Answer answer =
        cluster
            .frontEnd()
            .request(
                "POST /api/transaction/begin",
                Http.AUTH,
                "db: nowhere",
                "label: l1",
                "transaction_type: multi");
    assertFailed(answer, EXCEPTION + "Database\\[nowhere] does not exist");
  }

  @Test
  void theSourceTypeMayAskForItToo() throws IOException {
    TransactionClient bySource = cluster.overOneTable("l2");
    Http.Answer begin = bySource.operation("begin", "source_type: 12");
    assertThat(fields(begin)).containsExactly("Status", "Message");
    bySource.load("orders", ORDER, "source_type: 12");
    bySource.load("items", ITEM, "source_type: 12");
    assertStatus(bySource.commit("source_type: 12"), "OK");
    assertThat(cluster.items()).hasSize(1);
  }
}
