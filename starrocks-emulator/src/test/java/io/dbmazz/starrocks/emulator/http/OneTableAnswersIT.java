package io.dbmazz.starrocks.emulator.http;

import static io.dbmazz.starrocks.emulator.http.Answers.EXCEPTION;
import static io.dbmazz.starrocks.emulator.http.Answers.ORDER;
import static io.dbmazz.starrocks.emulator.http.Answers.assertAnswer;
import static io.dbmazz.starrocks.emulator.http.Answers.fields;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who answers an operation of a transaction over one table, and in which words. */
class OneTableAnswersIT {
  @AutoClose private final TestCluster cluster = new TestCluster();
  private final Http frontEnd = cluster.frontEnd();
  private final TransactionClient transaction = TransactionClient.ofOneTable(frontEnd, "l1");

  private Http.Answer post(Http node, String operation, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(Http.AUTH));
    all.addAll(List.of(headers));
    return node.request("POST /api/transaction/" + operation, all.toArray(String[]::new));
  }

  @Test
  void beginTellsLabelAndTransaction() throws IOException {
    Http.Answer answer = transaction.begin("orders");
    assertThat(fields(answer))
        .containsExactly("Status", "Message", "Label", "TxnId", "BeginTxnTimeMs");
    assertThat(answer.text("Message")).isEmpty();
    assertThat(answer.text("Label")).isEqualTo("l1");
    assertThat(answer.json().path("TxnId").asLong()).isPositive();
  }

  @Test
  void loadTellsItsOwnBytes() throws IOException {
    transaction.begin("orders");
    transaction.load("orders", ORDER);
    Http.Answer answer = transaction.load("orders", ORDER + ORDER);
    assertThat(fields(answer)).containsExactlyElementsOf(TransactionClient.LOAD_FIELDS);
    assertThat(answer.json().path("LoadBytes").asInt()).isEqualTo(2 * ORDER.length());
  }

  @Test
  void prepareTellsTheRowsOfAllLoads() throws IOException {
    transaction.begin("orders");
    transaction.load("orders", ORDER);
    transaction.load("orders", ORDER + ORDER);
    Http.Answer answer = transaction.prepare();
    assertThat(fields(answer))
        .containsExactly(
            ("Status Message Label TxnId NumberTotalRows "
                    + "NumberLoadedRows NumberFilteredRows NumberUnselectedRows LoadBytes LoadTimeMs "
                    + "StreamLoadPlanTimeMs ReceivedDataTimeMs WriteDataTimeMs CommitAndPublishTimeMs")
                .split(" "));
    assertThat(answer.json().path("NumberLoadedRows").asInt()).isEqualTo(3);
    assertThat(answer.json().path("LoadBytes").asInt()).isEqualTo(3 * ORDER.length());
  }

  @Test
  void theFrontEndSendsWhatIsOpenToTheBackEnd() throws IOException {
    Http.Answer begin =
        post(frontEnd, "begin", "db: shop", "table: orders", "label: l1", "timeout: 60");
    assertThat(begin.status()).isEqualTo(307);
    assertThat(begin.header("Location"))
        .isEqualTo("http://127.0.0.1:" + cluster.backEndPort() + "/api/transaction/begin");
    assertThat(begin.header("Connection")).isEqualTo("close");
    transaction.begin("orders");
    for (String operation : List.of("load", "prepare", "commit", "rollback")) {
      assertThat(post(frontEnd, operation, "db: shop", "label: l1").status()).isEqualTo(307);
    }
  }

  @Test
  void theFrontEndCommitsWhatIsPrepared() throws IOException {
    transaction.begin("orders");
    transaction.load("orders", ORDER);
    transaction.prepare();
    Http.Answer commit = post(frontEnd, "commit", "db: shop", "label: l1");
    assertThat(commit.status()).isEqualTo(200);
    assertThat(fields(commit)).containsExactlyInAnyOrder("Status", "Message", "Label", "TxnId");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aFollowerSendsToTheLeader() throws IOException {
    Http.Answer answer = post(cluster.follower(), "begin", "db: shop", "label: l1");
    assertThat(answer.header("Location"))
        .isEqualTo("http://127.0.0.1:" + cluster.leaderPort() + "/api/transaction/begin");
    TransactionClient throughFollower = TransactionClient.ofOneTable(cluster.follower(), "l1");
    throughFollower.begin("orders");
    throughFollower.load("orders", ORDER);
    assertThat(throughFollower.commit().text("Status")).isEqualTo("OK");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void thePasswordIsAskedForFirst() throws IOException {
    assertThat(frontEnd.request("POST /api/transaction/begin").status()).isEqualTo(401);
  }

  @Test
  void noNamesNoTransaction() throws IOException {
    assertAnswer(
        post(frontEnd, "begin", "label: l1"), "FAILED", EXCEPTION + "No database selected.");
    assertAnswer(post(frontEnd, "begin", "db: shop"), "FAILED", EXCEPTION + "Empty label.");
    assertAnswer(
        post(frontEnd, "finish", "db: shop", "label: l1"),
        "FAILED",
        EXCEPTION + "Unknown transaction operation: finish");
    assertAnswer(
        post(frontEnd, "begin", "db: nowhere", "label: l1"),
        "FAILED",
        EXCEPTION + "Database[nowhere] does not exist.");
  }

  @Test
  void theTableMustExistAtTheBegin() throws IOException {
    assertAnswer(transaction.begin("nothing"), "ANALYSIS_ERROR", "unknown table \"shop.nothing\"");
    assertThat(cluster.state("l1")).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({
    "channel_id: 0, channel_num",
    "channel_num: 1, channel_id",
  })
  void channelsNeedNumberAndId(String header, String missing) throws IOException {
    assertAnswer(
        transaction.begin("orders", header),
        "FAILED",
        EXCEPTION + "Must provide " + missing + " when stream load begin.");
  }

  @Test
  void timeoutsAreNumbers() throws IOException {
    assertAnswer(
        transaction.begin("orders", "timeout: soon"),
        "FAILED",
        "class java.lang.NumberFormatException: For input string: \"soon\"");
    assertAnswer(
        transaction.begin("orders", "timeout: 300000"),
        "ANALYSIS_ERROR",
        "Invalid timeout. Timeout should between 1 and 259200 seconds");
    assertAnswer(
        transaction.begin("orders", "idle_transaction_timeout: soon"),
        "INVALID_ARGUMENT",
        "Invalid timeout format");
  }

  @Test
  void aPreparedTimeoutIsPositive() throws IOException {
    transaction.begin("orders");
    transaction.load("orders", ORDER);
    assertAnswer(
        transaction.prepare("prepared_timeout: 0"),
        "INVALID_ARGUMENT",
        "Invalid prepared_timeout: 0");
    assertThat(transaction.prepare("prepared_timeout: 5").text("Status")).isEqualTo("OK");
  }

  @Test
  void theNamesOfALoadAreThoseOfTheBegin() throws IOException {
    transaction.begin("orders");
    assertAnswer(
        transaction.load("items", ORDER),
        "INVALID_ARGUMENT",
        "Request table items not equal transaction table orders");
    Http.Answer otherDatabase = TransactionClient.loadElsewhere(cluster.backEnd(), "label: l1");
    assertAnswer(
        otherDatabase,
        "INVALID_ARGUMENT",
        "Request database other not equal transaction database shop");
    transaction.load("orders", ORDER);
    assertThat(transaction.commit().text("Status")).isEqualTo("OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"commit", "prepare", "rollback"})
  void theDatabaseOfTheEndIsThatOfTheBegin(String operation) throws IOException {
    transaction.begin("orders");
    assertAnswer(
        post(cluster.backEnd(), operation, "db: other", "label: l1"),
        "INVALID_ARGUMENT",
        "request db other transaction db shop not match");
    assertThat(cluster.state("l1")).isEqualTo("PREPARE");
  }

  @Test
  void theBackEndKnowsItsOperations() throws IOException {
    assertAnswer(
        post(cluster.backEnd(), "finish", "label: l1"),
        "INVALID_ARGUMENT",
        "unsupport transaction operation finish");
    assertAnswer(post(cluster.backEnd(), "begin"), "INVALID_ARGUMENT", "empty label");
    assertAnswer(
        post(cluster.backEnd(), "commit", "label: l1"),
        "TXN_NOT_EXISTS",
        "transaction with label l1 not exists");
  }

  @Test
  void theBackEndLeavesSeveralTablesToTheFrontEnd() throws IOException {
    assertAnswer(
        post(
            cluster.backEnd(),
            "begin",
            "db: shop",
            "table: orders",
            "label: l1",
            "transaction_type: multi"),
        "INVALID_ARGUMENT",
        "Multi-statement transaction requests can only be sent to FE nodes, not BE nodes");
  }

  @Test
  void theBackEndChecksThePasswordItself() throws IOException {
    Http backEnd = cluster.backEnd();
    String[] names = {"db: shop", "table: orders", "label: l1"};
    assertAnswer(
        backEnd.request("POST /api/transaction/begin", names),
        "INTERNAL_ERROR",
        "no valid Basic authorization");
    assertAnswer(
        backEnd.request(
            "POST /api/transaction/begin",
            "Authorization: Basic " + Http.base64("root:wrong"),
            names[0],
            names[1],
            names[2]),
        "ANALYSIS_ERROR",
        "Access denied for root@127.0.0.1");
  }

  @Test
  void requestsAreNotedWithTheirRows() throws IOException {
    transaction.begin("orders");
    transaction.load("orders", ORDER);
    transaction.commit();
    assertThat(cluster.lastRequest().answer()).isEqualTo("OK");
    assertThat(cluster.lastRequest().rows()).isEqualTo(1);
  }
}
