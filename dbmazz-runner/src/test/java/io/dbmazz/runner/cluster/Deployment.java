package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A source and a sink connector between the two ends of a site. Used by one thread. */
final class Deployment implements AutoCloseable {

  private final Site site;
  private ConnectRest rest;
  private boolean created;

  private Deployment(Site site, ConnectRest rest) {
    this.site = site;
    this.rest = rest;
  }

  /** On the worker that all test classes share, with a table of orders at both ends. */
  static Deployment ofOrders() {
    return on(Orders.site(), TestingWorker.shared());
  }

  /** Of a site that is closed with it. */
  static Deployment on(Site site, TestingWorker worker) {
    warmUp(site.starRocks());
    return new Deployment(site, worker.rest());
  }

  /**
   * A validation gives StarRocks two seconds, and the first request to an emulator in this JVM
   * loads its classes.
   */
  private static void warmUp(StarRocksEmulator starRocks) {
    HttpClient client = HttpClient.newHttpClient();
    for (String url : List.of(starRocks.feUrl(), starRocks.beUrl())) {
      URI state = URI.create(url + "/api/" + Site.TARGET_DATABASE + "/get_load_state?label=none");
      client.sendAsync(HttpRequest.newBuilder(state).build(), BodyHandlers.discarding()).join();
    }
  }

  Site site() {
    return site;
  }

  ConnectRest rest() {
    return rest;
  }

  /** From now on another worker of the same group is asked. */
  void ask(TestingWorker worker) {
    rest = worker.rest();
  }

  String source() {
    return site.name() + "-source";
  }

  String sink() {
    return site.name() + "-sink";
  }

  /** The topic of a table of schema public. */
  String topic(String table) {
    return site.name() + ".public." + table;
  }

  /** Creates both connectors and waits until they run. */
  Deployment start() throws IOException {
    createSource(Map.of());
    createSink(Map.of());
    rest.awaitState(source(), "RUNNING", 1);
    rest.awaitState(sink(), "RUNNING", 1);
    site.awaitStreaming();
    return this;
  }

  void createSource(Map<String, String> settings) throws IOException {
    created = true;
    rest.put(source(), sourceConfig(settings));
  }

  void createSink(Map<String, String> settings) throws IOException {
    created = true;
    rest.put(sink(), sinkConfig(settings));
  }

  Map<String, String> sourceConfig(Map<String, String> settings) {
    Map<String, String> config = site.connector("source.");
    config.put("name", source());
    config.put("connector.class", "io.dbmazz.postgres.PostgresSourceConnector");
    config.put("tasks.max", "1");
    config.put("topic.creation.default.replication.factor", "1");
    config.put("topic.creation.default.partitions", "4");
    config.putAll(settings);
    return config;
  }

  Map<String, String> sinkConfig(Map<String, String> settings) {
    Map<String, String> config = new HashMap<>(site.connector("sink."));
    config.put("name", sink());
    config.put("connector.class", "io.dbmazz.starrocks.StarRocksSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics.regex", site.name() + "\\.public\\..*");
    config.putAll(settings);
    return config;
  }

  /** Deletes the connectors that there are, and waits until nothing of them is left. */
  void delete() throws IOException {
    for (JsonNode name : rest.get("/connectors").body()) {
      if (name.asText().startsWith(site.name() + "-")) {
        rest.delete(name.asText());
      }
    }
    created = false;
    await().atMost(Site.PATIENCE).until(() -> !site.slotIsActive());
    await()
        .atMost(Site.PATIENCE)
        .untilAsserted(() -> assertThat(openTransactions()).as("open loads").isEmpty());
  }

  /** Labels of the target's transactions that are neither visible nor aborted. */
  Iterable<String> openTransactions() {
    return site.starRocks().openTransactions(Site.TARGET_DATABASE);
  }

  /** Deletes the site, and the connectors unless they are deleted already. */
  @Override
  public void close() throws IOException, SQLException {
    if (created) {
      delete();
    }
    site.close();
  }
}
