package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbmazz.record.Lsn;
import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Ours goes on with the slot and the stored offset of a Debezium connector in a real worker. */
class DebeziumHandoverIT {

  private static final String OURS = "io.dbmazz.postgres.PostgresSourceConnector";

  @AutoClose
  private final Deployment deployment = Deployment.on(Orders.site(), ForeignPlugins.worker());

  private final Site site = deployment.site();
  private final ConnectRest rest = deployment.rest();
  private final Map<String, String> config =
      DebeziumConnector.config(deployment, Map.of("topic.creation.default.partitions", "1"));

  private void startDebezium() throws Exception {
    site.source(Orders.insert(1, 100));
    rest.put(deployment.source(), config);
    deployment.createSink(Map.of());
    site.awaitStreaming();
  }

  /** Returns what is stored at the end. */
  private JsonNode stopDebezium() throws Exception {
    rest.put(deployment.source(), "stop");
    rest.awaitState(deployment.source(), "STOPPED", 0);
    await().until(() -> !site.slotIsActive());
    return rest.offsets(deployment.source());
  }

  /** Waits until Debezium's stored offset has a commit after a position. */
  private void awaitStored(Lsn position) {
    await()
        .atMost(Site.PATIENCE)
        .until(
            () -> {
              JsonNode lsn = rest.offsets(deployment.source()).at("/0/offset/lsn_commit");
              return new Lsn(lsn.asLong()).compareTo(position) > 0;
            });
  }

  private List<Change> changes() throws Exception {
    try (TopicReader topic = new TopicReader(deployment.topic(Orders.TABLE))) {
      return Change.of(topic.readToTheEnd());
    }
  }

  @Test
  void sameNameAndConfigurationGoOnWithoutALostOrDoubledChange() throws Exception {
    startDebezium();
    site.source(Orders.insert(101, 150));
    Lsn beforeTheLast = site.currentLsn();
    site.sourceTransaction(Orders.update(1, 20), Orders.delete(30, 34));
    awaitStored(beforeTheLast);
    stopDebezium();
    site.source(Orders.insert(151, 160), Orders.update(140, 155));

    config.put("connector.class", OURS);
    assertThat(rest.validate(OURS, config).body().get("error_count").asInt()).isZero();
    rest.put(deployment.source(), config);
    rest.put(deployment.source(), "resume");
    site.awaitStreaming();
    site.source(Orders.delete(160, 160), Orders.insert(170, 170));

    site.awaitEqual(Orders.TABLE);
    List<Change> changes = changes();
    assertThat(changes).doesNotHaveDuplicates();
    assertThat(changes.stream().map(Change::operation).collect(Collectors.groupingBy(o -> o)))
        .hasEntrySatisfying("r", reads -> assertThat(reads).hasSize(100))
        .hasEntrySatisfying("c", creates -> assertThat(creates).hasSize(50 + 10 + 1))
        .hasEntrySatisfying("u", updates -> assertThat(updates).hasSize(20 + 16))
        .hasEntrySatisfying("d", deletes -> assertThat(deletes).hasSize(5 + 1));
  }

  @Test
  void copiedOffsetGoesOnUnderLoadAndRepeatsTheLastTransactionAtMost() throws Exception {
    assumeTrue(StockKafka.chosen().isAtLeast(3, 7), "Connectors can be created stopped since 3.7");
    startDebezium();
    try (Load load = Load.on(site)) {
      awaitTransactions(load, 50);
      JsonNode offsets = stopDebezium();
      awaitTransactions(load, 100);
      goOnAs(deployment.source() + "-2", offsets);
      awaitTransactions(load, 150);
      load.stop();
    }

    site.awaitEqual(Orders.TABLE);
    assertThat(transactionsThatCameTwice()).hasSizeLessThanOrEqualTo(1);
    assertThat(changes()).filteredOn(change -> change.operation().equals("r")).hasSize(100);
  }

  private void goOnAs(String name, JsonNode offsets) throws Exception {
    config.put("name", name);
    config.put("connector.class", OURS);
    Map<String, ?> created = Map.of("name", name, "config", config, "initial_state", "STOPPED");
    assertThat(rest.send("POST", "/connectors", created).status()).isEqualTo(201);
    rest.awaitState(name, "STOPPED", 0);
    String path = "/connectors/" + name + "/offsets";
    ConnectRest.Answer copied = rest.send("PATCH", path, Map.of("offsets", offsets));
    assertThat(copied.status()).as("%s", copied).isEqualTo(200);
    rest.put(name, "resume");
    site.awaitStreaming();
  }

  private static void awaitTransactions(Load load, int more) {
    int enough = load.transactions() + more;
    await().atMost(Site.PATIENCE).until(() -> load.transactions() >= enough);
  }

  private Set<Long> transactionsThatCameTwice() throws Exception {
    Set<Change> seen = new HashSet<>();
    return changes().stream()
        .filter(change -> !seen.add(change))
        .map(Change::transaction)
        .collect(Collectors.toSet());
  }
}
