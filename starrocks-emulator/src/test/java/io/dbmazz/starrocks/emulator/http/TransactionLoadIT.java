package io.dbmazz.starrocks.emulator.http;

import static io.dbmazz.starrocks.emulator.http.Answers.ITEM;
import static io.dbmazz.starrocks.emulator.http.Answers.ORDER;
import static io.dbmazz.starrocks.emulator.http.Answers.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.fault.Fault;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What holds between the loads of one transaction. */
class TransactionLoadIT {
  @AutoClose private final TestCluster cluster = new TestCluster();
  private final TransactionClient oneTable = cluster.overOneTable("l1");
  private final TransactionClient severalTables = cluster.overSeveralTables("l1");

  /** A load whose body has been read and that goes on when the latch opens. */
  private CompletableFuture<Http.Answer> held(TransactionClient client, CountDownLatch release) {
    cluster.faults.nextInto("orders", new Fault.Held(release));
    CompletableFuture<Http.Answer> load =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.load("orders", ORDER);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    Awaitility.await().until(() -> cluster.faults.pending() == 0);
    return load;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "columns: id",
        "strict_mode: true",
        "partial_update: true",
        "merge_condition: name",
        "timezone: UTC"
      })
  void otherParametersRollBack(String header) throws IOException {
    oneTable.begin("orders");
    oneTable.load("orders", ORDER);
    assertAnswer(
        oneTable.load("orders", ORDER, header), "INTERNAL_ERROR", "load request not equal last.");
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
    assertThat(oneTable.load("orders", ORDER).text("Status")).isEqualTo("TXN_NOT_EXISTS");
  }

  @Test
  void otherParametersOfOneTableSpoilTheCommitOfAll() throws IOException {
    severalTables.operation("begin");
    severalTables.load("items", ITEM);
    severalTables.load("orders", ORDER);
    assertAnswer(
        severalTables.load("orders", ORDER, "columns: id"),
        "INTERNAL_ERROR",
        "load request not equal last.");
    assertAnswer(severalTables.load("orders", ORDER), "ABORTED", "current transaction is aborted");
    assertAnswer(
        severalTables.commit(),
        "FAILED",
        "Failed to load table orders: load request not equal last.");
    assertThat(cluster.items()).isEmpty();
  }

  @Test
  void theRatioIsThatOfTheFirstLoadAndNotCompared() throws IOException {
    oneTable.begin("items");
    oneTable.load("items", ITEM);
    oneTable.load("items", "{\"id\":2}", "max_filter_ratio: 1");
    assertAnswer(oneTable.commit(), "INTERNAL_ERROR", "too many filtered rows");
  }

  @Test
  void requestsOfOneTransactionDoNotOverlap() throws Exception {
    oneTable.begin("orders");
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Http.Answer> first = held(oneTable, release);
    for (Http.Answer other :
        List.of(oneTable.load("orders", "{\"id\":2}"), oneTable.commit(), oneTable.prepare())) {
      assertAnswer(other, "TXN_IN_PROCESSING", "Transaction is in processing");
      assertThat(other.text("Label")).isEqualTo("l1");
    }
    release.countDown();
    assertThat(first.get().text("Status")).isEqualTo("OK");
    assertThat(oneTable.commit().text("Status")).isEqualTo("OK");
    assertThat(cluster.rows()).containsExactly(List.of(1L, "a"));
  }

  @Test
  void aRequestThatOutlivesTheTimeoutSaysSoToOthers() throws Exception {
    oneTable.begin("orders", "timeout: 5");
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Http.Answer> first = held(oneTable, release);
    cluster.clock.advance(Duration.ofSeconds(6));
    assertAnswer(
        oneTable.load("orders", ORDER), "ABORTED", "The load is timeout, and will be aborted");
    release.countDown();
    first.get();
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void loadsOfOneTableDoNotOverlapButThoseOfSeveralDo() throws Exception {
    severalTables.operation("begin");
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Http.Answer> first = held(severalTables, release);
    assertAnswer(
        severalTables.load("orders", ORDER), "TXN_IN_PROCESSING", "Transaction is in processing");
    assertThat(severalTables.load("items", ITEM).text("Status")).isEqualTo("OK");
    release.countDown();
    assertThat(first.get().text("Status")).isEqualTo("OK");
    assertThat(severalTables.commit().text("Status")).isEqualTo("OK");
    assertThat(cluster.rows()).hasSize(1);
    assertThat(cluster.items()).hasSize(1);
  }

  @Test
  void committingSeveralTablesWhileOneIsLoadedFails() throws Exception {
    severalTables.operation("begin");
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Http.Answer> first = held(severalTables, release);
    assertAnswer(severalTables.commit(), "FAILED", "Transaction is in processing");
    release.countDown();
    first.get();
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void jsonOfAllLoadsTogetherIsLimitedUnlessItsSizeIsIgnored() throws IOException {
    String half = "{\"id\":1,\"name\":\"" + "x".repeat(15) + "\"}" + " ".repeat(500);
    oneTable.begin("orders");
    oneTable.load("orders", half);
    assertAnswer(
        oneTable.load("orders", half),
        "INTERNAL_ERROR",
        "The size of this batch exceed the max size [1000]  of json type data  data [ 10");
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
    oneTable.begin("orders");
    oneTable.load("orders", half, "ignore_json_size: true");
    oneTable.load("orders", half, "ignore_json_size: true");
    assertThat(oneTable.commit().text("Status")).isEqualTo("OK");
  }

  @Test
  void rowsOfTextRunOnFromLoadToLoad() throws IOException {
    oneTable.begin("orders");
    for (String body : List.of("1,a\n2,", "b\n3,c", "c")) {
      assertThat(oneTable.loadAny("orders", body, "column_separator: ,").text("Status"))
          .isEqualTo("OK");
    }
    assertThat(oneTable.commit().text("Status")).isEqualTo("OK");
    assertThat(cluster.rows())
        .containsExactly(List.of(1L, "a"), List.of(2L, "b"), List.of(3L, "cc"));
  }

  @Test
  void optionsOfTextAreIgnored() throws IOException {
    oneTable.begin("orders");
    oneTable.loadAny(
        "orders", "1,a\n", "column_separator: ,", "skip_header: 1", "enclose: '", "escape: !");
    assertThat(oneTable.commit().text("Status")).isEqualTo("OK");
    assertThat(cluster.rows()).hasSize(1);
  }

  @Test
  void aMalformedBodySurfacesAtTheCommit() throws IOException {
    oneTable.begin("orders");
    assertThat(oneTable.load("orders", "{\"id\":").text("Status")).isEqualTo("OK");
    assertThat(oneTable.load("orders", ORDER).text("Status")).isEqualTo("OK");
    assertAnswer(oneTable.commit(), "INTERNAL_ERROR", "Unrecognized json format");
    assertThat(cluster.rows()).isEmpty();
  }

  @Test
  void halfABodySpoilsTheTransaction() throws IOException {
    oneTable.begin("orders");
    oneTable.load("orders", ORDER);
    cluster.faults.nextAt(Operation.LOAD, new Fault.CutInBody());
    assertThat(oneTable.load("orders", ORDER).head()).isEmpty();
    assertThat(oneTable.load("orders", ORDER).text("Status")).isEqualTo("OK");
    assertAnswer(oneTable.commit(), "INTERNAL_ERROR", "broke off");
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
  }

  @Test
  void unknownFormatsAndMalformedFlagsRollBack() throws IOException {
    oneTable.begin("orders");
    assertAnswer(
        oneTable.loadAny("orders", ORDER, "format: parquet"),
        "INTERNAL_ERROR",
        "unknown data format, format=parquet");
    oneTable.begin("orders");
    assertAnswer(
        oneTable.load("orders", ORDER, "strict_mode: maybe"),
        "INVALID_ARGUMENT",
        "Invalid strict mode format. Must be bool type");
    assertThat(cluster.state("l1")).isEqualTo("ABORTED");
  }

  @Test
  void deletesAndLaterRowsOfAKeyTakeEffectInOrder() throws IOException {
    cluster.backEnd().load("[{\"id\":1,\"name\":\"old\"},{\"id\":2,\"name\":\"old\"}]");
    oneTable.begin("orders");
    oneTable.load("orders", "[{\"id\":1,\"__op\":1},{\"id\":2,\"__op\":1}]");
    oneTable.load("orders", "{\"id\":2,\"name\":\"new\"}");
    oneTable.commit();
    assertThat(cluster.rows()).containsExactly(List.of(2L, "new"));
  }
}
