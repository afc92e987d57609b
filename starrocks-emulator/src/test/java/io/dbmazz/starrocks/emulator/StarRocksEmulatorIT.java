package io.dbmazz.starrocks.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.http.SeenRequest;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StarRocksEmulatorIT {
  private static final String ORDERS =
      "CREATE TABLE orders (id BIGINT NOT NULL, name VARCHAR(20), amount DECIMAL(20,4),"
          + " at DATETIME, doc JSON, raw VARBINARY, n INT NOT NULL DEFAULT \"5\")"
          + " PRIMARY KEY (id) DISTRIBUTED BY HASH (id) PROPERTIES (\"replication_num\"=\"1\")";

  private static RunningEmulator start() throws Exception {
    RunningEmulator running = new RunningEmulator(EmulatorOptions.defaults());
    running.execute(ORDERS);
    return running;
  }

  private static void assertSuccess(JsonNode answer) {
    assertThat(answer.path("Status").asText()).as(answer.toString()).isEqualTo("Success");
  }

  @Test
  void whatIsLoadedIsReadBackOverTheQueryPort() throws Exception {
    try (RunningEmulator running = start()) {
      assertSuccess(
          running.load(
              "orders",
              "[{\"id\":1,\"name\":\"é\",\"amount\":\"1.5\",\"at\":\"2024-02-29 01:02:03.000004\","
                  + "\"doc\":{\"a\":[1]},\"raw64\":\"aGk=\",\"n\":7},{\"id\":2,\"n\":8}]",
              "columns",
              "id,name,amount,at,doc,n,raw64,raw=to_binary(raw64,'encode64')"));
      assertThat(running.query("SELECT id, name, amount, at, doc, raw, n FROM orders ORDER BY id"))
          .containsExactly(
              List.of("1", "é", "1.5000", "2024-02-29 01:02:03.000004", "{\"a\":[1]}", "hi", "7"),
              Arrays.asList("2", null, null, null, null, null, "8"));
    }
  }

  @Test
  void deletesPartialUpdatesAndConditionsReachTheTable() throws Exception {
    try (RunningEmulator running = start()) {
      String rows = "[{\"id\":1,\"name\":\"a\",\"n\":1},{\"id\":2,\"name\":\"b\",\"n\":2}]";
      assertSuccess(running.load("orders", rows));
      assertSuccess(running.load("orders", "[{\"id\":1,\"n\":0,\"__op\":1}]"));
      assertSuccess(
          running.load(
              "orders",
              "[{\"id\":2,\"name\":\"c\"},{\"id\":3,\"name\":\"d\"}]",
              "partial_update",
              "true",
              "columns",
              "id,name"));
      assertSuccess(running.load("orders", "[{\"id\":2,\"n\":1}]", "merge_condition", "n"));
      assertThat(running.query("SELECT id, name, n FROM orders ORDER BY id"))
          .containsExactly(List.of("2", "c", "2"), List.of("3", "d", "5"));
    }
  }

  @Test
  void aLoadThatFailsChangesNothing() throws Exception {
    try (RunningEmulator running = start()) {
      JsonNode answer = running.load("orders", "[{\"id\":1,\"n\":1},{\"id\":2,\"n\":null}]");
      assertThat(answer.path("Message").asText()).isEqualTo("too many filtered rows");
      assertThat(running.query("SELECT count(*) FROM orders")).containsExactly(List.of("0"));
    }
  }

  @Test
  void aColumnAddedWhileALoadWaitsGetsItsDefault() throws Exception {
    try (RunningEmulator running = start()) {
      assertSuccess(running.load("orders", "[{\"id\":1,\"n\":1}]"));
      running.execute("ALTER TABLE orders ADD COLUMN extra INT NOT NULL DEFAULT \"9\"");
      assertSuccess(running.load("orders", "[{\"id\":2,\"n\":2,\"extra\":3}]"));
      assertThat(running.query("SELECT id, extra FROM orders ORDER BY id"))
          .containsExactly(List.of("1", "9"), List.of("2", "3"));
    }
  }

  @Test
  void faultsAreProgrammedAndRequestsSeen() throws Exception {
    try (RunningEmulator running = start()) {
      running.emulator().faults().nextInto("orders", new Fault.PublishTimeout());
      JsonNode answer = running.load("orders", "[{\"id\":1,\"n\":1}]", "label", "l1");
      assertThat(answer.path("Status").asText()).isEqualTo("Publish Timeout");
      assertThat(running.emulator().requests())
          .extracting(SeenRequest::node, SeenRequest::answer, SeenRequest::rows)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(Fault.Node.FRONT_END, "307", 0L),
              org.assertj.core.groups.Tuple.tuple(Fault.Node.BACK_END, "Publish Timeout", 1L));
    }
  }

  @Test
  void theBackEndMayBeAdvertisedUnderAnotherHost() throws Exception {
    EmulatorOptions options = EmulatorOptions.defaults().withBackEndHost("be-0.unroutable.invalid");
    try (RunningEmulator running = new RunningEmulator(options)) {
      assertThatThrownBy(() -> running.load("orders", "[]"))
          .isInstanceOf(java.net.ConnectException.class);
    }
  }

  @Test
  void aFollowerKnowsTheLeader() throws Exception {
    EmulatorOptions options = EmulatorOptions.defaults().withFollower();
    try (StarRocksEmulator emulator = StarRocksEmulator.start(options)) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  java.net.URI.create(
                      emulator.followerUrl().orElseThrow() + "/api/shop/get_load_state?label=a"))
              .header("Authorization", "Basic cm9vdDo=")
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.headers().firstValue("Location"))
          .contains(emulator.feUrl() + "/api/shop/get_load_state?label=a");
    }
  }

  @Test
  void versionsAreLimitedUntilCompacted() throws Exception {
    EmulatorOptions options = EmulatorOptions.defaults().withVersionLimit(1, Duration.ofDays(1));
    try (RunningEmulator running = new RunningEmulator(options)) {
      running.execute(ORDERS);
      assertSuccess(running.load("orders", "[{\"id\":1,\"n\":1}]"));
      assertThat(running.load("orders", "[{\"id\":1,\"n\":1}]").path("Message").asText())
          .contains("too many versions");
      running.emulator().compact("shop", "orders");
      assertSuccess(running.load("orders", "[{\"id\":1,\"n\":1}]"));
    }
  }

  @Test
  void aTakenPortIsAnErrorAndLeavesNothingOpen() {
    try (StarRocksEmulator first = StarRocksEmulator.start(EmulatorOptions.defaults())) {
      EmulatorOptions same = EmulatorOptions.defaults().withPorts(first.fePort(), 0, 0);
      assertThatThrownBy(() -> StarRocksEmulator.start(same))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("starrocks-fe cannot listen on 127.0.0.1:" + first.fePort());
    }
  }

  @Test
  void closedPortsAreFreeAgain() {
    StarRocksEmulator first = StarRocksEmulator.start(EmulatorOptions.defaults());
    int frontEnd = first.fePort();
    int backEnd = first.bePort();
    int mysql = first.mysqlPort();
    first.close();
    EmulatorOptions same = EmulatorOptions.defaults().withPorts(frontEnd, backEnd, mysql);
    try (StarRocksEmulator second = StarRocksEmulator.start(same)) {
      assertThat(second.fePort()).isEqualTo(frontEnd);
    }
  }
}
