package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workers' and connectors' files in config/, with nothing changed but addresses and names. */
class ConfigSamplesIT {

  private static final Path CONFIG = Path.of("..", "config");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PGPASSWORD", "secret", "STARROCKS_PASSWORD", "");

  @AutoClose private final Site site = Orders.site();
  private final TestingBroker broker = TestingBroker.shared();
  private final int port = KafkaProcess.freePort();
  private final ConnectRest rest = new ConnectRest(port);

  @BeforeEach
  void createTheOtherTable() throws Exception {
    site.source(
        "CREATE TABLE order_items (order_id bigint, line int, PRIMARY KEY (order_id, line))");
    site.target(
        "CREATE TABLE order_items (order_id BIGINT NOT NULL, line INT NOT NULL)"
            + " PRIMARY KEY (order_id, line) DISTRIBUTED BY HASH (order_id)"
            + " PROPERTIES ('replication_num' = '1')");
    site.source(Orders.insert(1, 20), "INSERT INTO order_items VALUES (1, 1), (2, 1)");
  }

  private static Map<String, String> properties(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(CONFIG.resolve(name))) {
      properties.load(reader);
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private static Map<String, String> json(String name) throws IOException {
    JsonNode root = new ObjectMapper().readTree(CONFIG.resolve(name).toFile());
    Map<String, String> values = new HashMap<>();
    root.get("config").properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
    values.put("name", root.get("name").asText());
    return values;
  }

  /** The file of a worker, at addresses of this test. */
  private Path worker(String name) throws IOException {
    Map<String, String> values = properties(name);
    values.put("bootstrap.servers", broker.address());
    values.put("listeners", "http://127.0.0.1:" + port);
    values.put("plugin.path", PluginPath.shared().directory().toString());
    values.replace(
        "offset.storage.file.filename", broker.directory().resolve("offsets").toString());
    return KafkaProcess.properties(broker.directory().resolve(site.name() + "-" + name), values);
  }

  /** A connector's settings, at the addresses and with the names of the site. */
  private Map<String, String> located(Map<String, String> sample) {
    Map<String, String> values = new HashMap<>(sample);
    boolean source = sample.containsKey("slot.name");
    for (String key : sample.keySet()) {
      String there = site.connector(source ? "source." : "sink.").get(key);
      boolean secret = key.endsWith("password") || key.endsWith("include.list");
      if (there != null && !secret) {
        values.put(key, there);
      }
    }
    values.replace("topics.regex", site.name() + "\\.public\\..*");
    return values;
  }

  private KafkaProcess start(String program, List<Path> files) {
    List<String> arguments = files.stream().map(Path::toString).toList();
    String main = "org.apache.kafka.connect.cli." + program;
    return KafkaProcess.start(
        program,
        broker.directory(),
        broker.kafka().command(main, arguments.toArray(String[]::new)),
        ENVIRONMENT);
  }

  private void assertThatRowsFlow() throws Exception {
    site.awaitStreaming();
    site.source(
        Orders.update(1, 10), Orders.delete(3, 4), "DELETE FROM order_items WHERE line = 1");
    site.source("INSERT INTO order_items VALUES (1, 2), (2, 2)");
    site.awaitEqual(Orders.TABLE, "order_items");
  }

  @Test
  void standaloneWorkerRunsTheConnectorsOfThePropertiesFiles() throws Exception {
    List<Path> files = new ArrayList<>(List.of(worker("connect-standalone.properties")));
    for (String name : List.of("pg-source.properties", "starrocks-sink.properties")) {
      Path file = broker.directory().resolve(site.name() + "-" + name);
      files.add(KafkaProcess.properties(file, located(properties(name))));
    }
    try (KafkaProcess worker = start("ConnectStandalone", files)) {
      worker.await(() -> rest.get("/connectors").body().size() == 2);
      assertThatRowsFlow();
      assertThat(worker.log()).doesNotContain("ERROR");
    }
  }

  @Test
  void distributedWorkerRunsTheConnectorsOfTheJsonFiles() throws Exception {
    try (KafkaProcess worker =
        start("ConnectDistributed", List.of(worker("connect-distributed.properties")))) {
      worker.await(() -> rest.get("/connectors").status() == 200);
      for (String name : List.of("pg-source.json", "starrocks-sink.json")) {
        Map<String, String> config = located(json(name));
        rest.put(config.get("name"), config);
      }
      assertThatRowsFlow();
      for (String connector : List.of("shop-source", "shop-sink")) {
        assertThat(rest.get("/connectors/" + connector).body().toString())
            .doesNotContain(ENVIRONMENT.get("PGPASSWORD") + "\"");
        rest.delete(connector);
      }
    }
  }
}
