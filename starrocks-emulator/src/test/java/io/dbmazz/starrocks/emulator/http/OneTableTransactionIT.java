package io.dbmazz.starrocks.emulator.http;

import static io.dbmazz.starrocks.emulator.http.Answers.ITEM;
import static io.dbmazz.starrocks.emulator.http.Answers.ORDER;
import static io.dbmazz.starrocks.emulator.http.Answers.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The sequences that StarRocks records in test/sql/test_stream_load, over one table. */
class OneTableTransactionIT {
  @AutoClose private final TestCluster cluster = new TestCluster();
  private final TransactionClient transaction = cluster.overOneTable("l1");

  private void begun() throws IOException {
    assertStatus(transaction.begin("orders"), "OK");
  }

  private void loaded() throws IOException {
    begun();
    assertStatus(transaction.load("orders", ORDER), "OK");
  }

  @Test
  void whatIsLoadedIsThereAfterTheCommitAndNotBefore() throws IOException {
    loaded();
    assertThat(cluster.rows()).isEmpty();
    assertStatus(transaction.commit(), "OK");
    assertThat(cluster.rows()).containsExactly(List.of(1L, "a"));
  }

  @Test
  void thePreparedIsThereAfterTheCommitAndNotBefore() throws IOException {
    loaded();
    assertStatus(transaction.prepare(), "OK");
    assertThat(cluster.rows()).isEmpty();
    assertThat(cluster.state("l1")).isEqualTo("PREPARED");
    assertStatus(transaction.commit(), "OK");
    assertThat(cluster.rows()).hasSize(1);
    assertThat(cluster.state("l1")).isEqualTo("VISIBLE");
  }

  @Test
  void severalLoadsFollowEachOther() throws IOException {
    loaded();
    assertStatus(transaction.load("orders", "[{\"id\":2},{\"id\":1,\"name\":\"b\"}]"), "OK");
    assertStatus(transaction.commit(), "OK");
    assertThat(cluster.rows()).extracting(row -> row.get(1)).containsExactly("b", null);
  }

  @Test
  void committingTwiceIsFine() throws IOException {
    loaded();
    transaction.commit();
    Http.Answer again = transaction.commit();
    assertStatus(again, "OK");
    assertThat(again.text("Message"))
        .matches("Transaction \\d+ has already committed, label is l1");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void nothingIsLoadedAfterTheCommit() throws IOException {
    loaded();
    transaction.commit();
    assertStatus(transaction.load("orders", ORDER), "TXN_NOT_EXISTS");
  }

  @Test
  void nothingIsLoadedAfterTheRollback() throws IOException {
    loaded();
    transaction.rollback();
    assertStatus(transaction.load("orders", ORDER), "TXN_NOT_EXISTS");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void whatIsCommittedIsNotRolledBack() throws IOException {
    loaded();
    transaction.commit();
    Http.Answer rollback = transaction.rollback();
    assertStatus(rollback, "FAILED");
    assertThat(rollback.text("Message"))
        .matches(".*: Can not abort VISIBLE transaction \\d+, label is l1");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void rollingBackTwiceIsFine() throws IOException {
    loaded();
    assertStatus(transaction.rollback(), "OK");
    Http.Answer again = transaction.rollback();
    assertStatus(again, "OK");
    assertThat(again.text("Message")).matches("Transaction \\d+ has already aborted, label is l1");
  }

  @Test
  void whatIsRolledBackIsNotCommitted() throws IOException {
    loaded();
    transaction.rollback();
    Http.Answer commit = transaction.commit();
    assertStatus(commit, "FAILED");
    assertThat(commit.text("Message"))
        .matches(".*: Can not commit ABORTED transaction \\d+, label is l1");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void whatIsPreparedCanBeRolledBack() throws IOException {
    loaded();
    transaction.prepare();
    assertStatus(transaction.rollback(), "OK");
    assertStatus(transaction.commit(), "FAILED");
    assertThat(cluster.rows()).isEmpty();
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
  }

  @Test
  void aCommittedLabelIsTaken() throws IOException {
    loaded();
    transaction.commit();
    Http.Answer begin = transaction.begin("orders");
    assertStatus(begin, "LABEL_ALREADY_EXISTS");
    assertThat(begin.text("Message")).isEqualTo("Label [l1] has already been used.");
    assertThat(begin.text("ExistingJobStatus")).isEqualTo("FINISHED");
  }

  @Test
  void aPreparedLabelIsTaken() throws IOException {
    loaded();
    transaction.prepare();
    Http.Answer begin = transaction.begin("orders");
    assertStatus(begin, "LABEL_ALREADY_EXISTS");
    assertThat(begin.text("ExistingJobStatus")).isEqualTo("RUNNING");
  }

  @Test
  void aLabelRolledBackIsFree() throws IOException {
    loaded();
    transaction.rollback();
    loaded();
    assertStatus(transaction.commit(), "OK");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void beginningTwiceLeavesTheFirstUsable() throws IOException {
    loaded();
    assertStatus(transaction.begin("orders"), "LABEL_ALREADY_EXISTS");
    assertStatus(transaction.commit(), "OK");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void nothingWorksWithoutBegin() throws IOException {
    Http.Answer load = transaction.load("orders", ORDER);
    assertStatus(load, "FAILED");
    assertThat(load.text("Message"))
        .endsWith(
            "Can't find the transaction with db [shop] and label[l1]. The possible reasons: 1. FE"
                + " leader is started or switched; 2. The transaction timeouts and is cleaned.");
    for (String operation : List.of("prepare", "commit", "rollback")) {
      Http.Answer answer = transaction.operation(operation);
      assertStatus(answer, "FAILED");
      assertThat(answer.text("Message"))
          .endsWith("No transaction found with db[shop] and label[l1]");
    }
  }

  @Test
  void aCommitWithoutLoadFailsAndRollsBack() throws IOException {
    begun();
    Http.Answer commit = transaction.commit();
    assertStatus(commit, "INTERNAL_ERROR");
    assertThat(commit.text("Message")).endsWith("hasn't send any data yet");
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
  }

  @Test
  void nothingIsLoadedAfterThePrepare() throws IOException {
    loaded();
    transaction.prepare();
    assertStatus(transaction.load("orders", ORDER), "TXN_NOT_EXISTS");
    assertStatus(transaction.prepare(), "TXN_NOT_EXISTS");
    assertStatus(transaction.commit(), "OK");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aLoadThatCannotBePlannedRollsBack() throws IOException {
    assertStatus(transaction.begin("items"), "OK");
    assertStatus(transaction.load("items", ITEM, "columns: id,name"), "ANALYSIS_ERROR");
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
    assertStatus(transaction.load("items", ITEM), "TXN_NOT_EXISTS");
    assertStatus(transaction.commit(), "FAILED");
    assertStatus(transaction.rollback(), "OK");
    assertThat(cluster.items()).isEmpty();
  }

  @Test
  void filteredRowsSurfaceAtTheCommit() throws IOException {
    assertStatus(transaction.begin("items"), "OK");
    assertStatus(transaction.load("items", "{\"id\":1}"), "OK");
    Http.Answer commit = transaction.commit();
    assertStatus(commit, "INTERNAL_ERROR");
    assertThat(commit.text("Message")).isEqualTo("too many filtered rows");
    assertThat(errorLog(commit)).contains("NULL value in non-nullable column 'price'");
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
  }

  @Test
  void filteredRowsSurfaceAtThePrepare() throws IOException {
    assertStatus(transaction.begin("items"), "OK");
    assertStatus(transaction.load("items", "[{\"id\":1}," + ITEM + "]"), "OK");
    Http.Answer prepare = transaction.prepare();
    assertStatus(prepare, "INTERNAL_ERROR");
    assertThat(prepare.text("Message")).isEqualTo("too many filtered rows");
    assertThat(errorLog(prepare)).hasLineCount(1);
    assertStatus(transaction.commit(), "FAILED");
    assertThat(cluster.items()).isEmpty();
  }

  @Test
  void someFilteredRowsMayBeAccepted() throws IOException {
    transaction.begin("items");
    transaction.load("items", "[{\"id\":1}," + ITEM + "]", "max_filter_ratio: 0.5");
    Http.Answer commit = transaction.commit();
    assertStatus(commit, "OK");
    assertThat(commit.json().path("NumberFilteredRows").asInt()).isEqualTo(1);
    assertThat(commit.text("ErrorURL")).contains("/api/_load_error_log?file=");
    assertThat(cluster.items()).hasSize(1);
  }

  private String errorLog(Http.Answer answer) throws IOException {
    String url = answer.text("ErrorURL");
    return cluster.backEnd().get(url.substring(url.indexOf("/api/"))).body();
  }
}
