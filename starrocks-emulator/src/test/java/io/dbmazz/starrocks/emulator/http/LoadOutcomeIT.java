package io.dbmazz.starrocks.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.fault.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LoadOutcomeIT {
  private static final String ROW = "[{\"id\":1,\"name\":\"a\"}]";

  @AutoClose private final TestCluster cluster = new TestCluster();
  private final Http backEnd = cluster.backEnd();

  private Http.Answer state(String label) throws IOException {
    return cluster.frontEnd().get("/api/shop/get_load_state?label=" + label, Http.AUTH);
  }

  /** A load that has read its body and waits to write. */
  private CompletableFuture<Http.Answer> held(String label, CountDownLatch release) {
    cluster.faults.next(
        1, load -> load.label().equals(java.util.Optional.of(label)), new Fault.Held(release));
    CompletableFuture<Http.Answer> load =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return backEnd.load(ROW, "label: " + label);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Awaitility.await().until(() -> state(label).text("state").equals("PREPARE"));
    return load;
  }

  @Test
  void aLabelIsTakenOnce() throws IOException {
    backEnd.load(ROW, "label: l1");
    Http.Answer again = backEnd.load("[{\"id\":2}]", "label: l1");
    assertThat(again.text("Status")).isEqualTo("Label Already Exists");
    assertThat(again.text("ExistingJobStatus")).isEqualTo("FINISHED");
    assertThat(again.text("Message")).isEqualTo("Label [l1] has already been used.");
    assertThat(again.json().path("TxnId").asInt()).isEqualTo(-1);
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aRunningLabelIsTakenToo() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Http.Answer> running = held("l1", release);
    assertThat(backEnd.load(ROW, "label: l1").text("ExistingJobStatus")).isEqualTo("RUNNING");
    release.countDown();
    assertThat(running.get().text("Status")).isEqualTo("Success");
    assertThat(state("l1").text("state")).isEqualTo("VISIBLE");
  }

  @Test
  void aFailedLoadFreesItsLabelAndItsStateSaysWhy() throws IOException {
    assertThat(backEnd.load("[{\"name\":\"a\"}]", "label: l1").text("Status")).isEqualTo("Fail");
    assertThat(state("l1").text("state")).isEqualTo("ABORTED");
    assertThat(state("l1").text("reason")).isEqualTo("too many filtered rows");
    assertThat(backEnd.load(ROW, "label: l1").text("Status")).isEqualTo("Success");
  }

  @Test
  void headersRefusedAfterTheBeginAbortTheLabel() throws IOException {
    Http.Answer answer = backEnd.load(ROW, "label: l1", "strict_mode: x");
    assertThat(answer.json().path("TxnId").asInt()).isPositive();
    assertThat(state("l1").text("state")).isEqualTo("ABORTED");
  }

  @Test
  void theStateOfAnUnknownLabelIsUnknown() throws IOException {
    assertThat(state("none").json().toString())
        .isEqualTo(
            "{\"state\":\"UNKNOWN\",\"reason\":\"\",\"status\":\"OK\",\"code\":\"0\","
                + "\"msg\":\"Success\",\"message\":\"OK\"}");
  }

  @Test
  void theStateNeedsALabelADatabaseAndAPassword() throws IOException {
    Http frontEnd = cluster.frontEnd();
    assertThat(frontEnd.get("/api/shop/get_load_state", Http.AUTH).text("msg"))
        .isEqualTo("No label selected.");
    assertThat(frontEnd.get("/api/none/get_load_state?label=a", Http.AUTH).text("msg"))
        .isEqualTo("unknown database, database=none");
    assertThat(frontEnd.get("/api/shop/get_load_state?label=a").status()).isEqualTo(401);
  }

  @Test
  void aRunningLoadCanBeCancelled() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Http.Answer> running = held("l1", release);
    Http.Answer cancel =
        cluster.frontEnd().request("POST /api/shop/orders/_cancel?label=l1", Http.AUTH);
    assertThat(cancel.text("status")).isEqualTo("OK");
    release.countDown();
    assertThat(running.get().text("Message"))
        .isEqualTo("transaction is already ABORTED, reason: user cancel");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void aFinishedLoadCannotBeCancelled() throws IOException {
    backEnd.load(ROW, "label: l1");
    Http.Answer cancel = cluster.frontEnd().request("POST /api/shop/l1/_cancel", Http.AUTH);
    assertThat(cancel.text("status")).isEqualTo("FAILED");
  }

  @Test
  void tooManyRunningLoadsOfADatabaseAreRefused() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    List<CompletableFuture<Http.Answer>> running =
        List.of(held("l1", release), held("l2", release));
    assertThat(backEnd.load(ROW).text("Message"))
        .startsWith("current running txns on db ")
        .endsWith("is 2, larger than limit 2");
    release.countDown();
    for (CompletableFuture<Http.Answer> load : running) {
      assertThat(load.get().text("Status")).isEqualTo("Success");
    }
  }

  @Test
  void aTableTakesNoMoreVersionsThanItMayUntilItIsCompacted() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(backEnd.load(ROW).text("Status")).isEqualTo("Success");
    }
    Http.Answer refused = backEnd.load(ROW, "label: l1");
    assertThat(refused.text("Status")).isEqualTo("Fail");
    assertThat(refused.text("Message"))
        .startsWith("Failed to load data into tablet ")
        .contains(", because of too many versions, current/limit: 5/5. You can reduce");
    cluster.clock.advance(Duration.ofSeconds(11));
    assertThat(backEnd.load(ROW, "label: l1").text("Status")).isEqualTo("Success");
  }

  @Test
  void aLoadThatOutlivesItsTimeoutIsRolledBack() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Http.Answer> running = held("l1", release);
    cluster.clock.advance(Duration.ofSeconds(601));
    release.countDown();
    assertThat(running.get().text("Message")).endsWith("timeout by txn manager");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void jsonIsLimitedUnlessItsSizeIsIgnored() throws IOException {
    String big = "[{\"id\":1,\"name\":\"a\"}" + " ".repeat(1000) + "]";
    assertThat(backEnd.load(big).text("Message"))
        .isEqualTo(
            "The size of this batch exceed the max size [1000]  of json type data  data [ "
                + big.length()
                + " ]. Set ignore_json_size to skip the check, although it may lead huge memory"
                + " consuming.");
    assertThat(backEnd.load(big, "ignore_json_size: true").text("Status")).isEqualTo("Success");
  }

  @Test
  void anEmptyLoadIsAnError() throws IOException {
    assertThat(backEnd.load("[]").text("Message")).isEqualTo("all partitions have no load data");
  }

  @Test
  void filteredRowsAreListedUnderTheErrorUrl() throws IOException {
    Http.Answer answer =
        backEnd.load(
            "[{\"id\":\"x\",\"name\":\"a\"},{\"id\":2}]", "strict_mode: true", "label: l1");
    assertThat(answer.text("Status")).isEqualTo("Fail");
    assertThat(answer.text("Message")).isEqualTo("too many filtered rows");
    assertThat(answer.json().path("NumberTotalRows").asInt()).isEqualTo(2);
    assertThat(answer.json().path("NumberFilteredRows").asInt()).isEqualTo(1);
    String url = answer.text("ErrorURL");
    String prefix = "http://127.0.0.1:" + cluster.backEndPort();
    assertThat(url).startsWith(prefix + "/api/_load_error_log?file=error_log_");
    assertThat(backEnd.get(url.substring(prefix.length())).body())
        .isEqualTo(
            "Error: Value 'x' is out of range. The type of 'id' is BIGINT. Row: [NULL, 'a',"
                + " NULL]\n");
  }

  @Test
  void errorLogsThatDoNotExistAreNotFound() throws IOException {
    assertThat(backEnd.get("/api/_load_error_log?file=x").status()).isEqualTo(404);
  }

  @Test
  void closingDoesNotWaitForALoadAndRollsItBack() throws Exception {
    CompletableFuture<Http.Answer> running = held("l1", new CountDownLatch(1));
    cluster.close();
    assertThat(running.handle((answer, cut) -> answer == null || answer.head().isEmpty()).get())
        .isTrue();
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void aClientThatBreaksOffLeavesNothing() throws IOException {
    try (Socket socket = backEnd.open()) {
      OutputStream out = socket.getOutputStream();
      out.write(Http.loadHead("format: json", "label: l1", "Content-Length: 100"));
      out.write("{\"id\":1,\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8));
      Awaitility.await().until(() -> state("l1").text("state").equals("PREPARE"));
    }
    Awaitility.await().until(() -> state("l1").text("state").equals("ABORTED"));
    assertThat(cluster.rows()).isEmpty();
  }
}
