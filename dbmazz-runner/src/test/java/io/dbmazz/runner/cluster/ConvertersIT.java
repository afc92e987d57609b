package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What JSON makes of records in topics; all other tests use it with schemas, or Avro. */
class ConvertersIT {

  private static void assertThatRowsFlow(Deployment deployment, Map<String, String> converters)
      throws Exception {
    Site site = deployment.site();
    site.source(Orders.insert(1, 50));
    Map<String, String> onePartition = new HashMap<>(converters);
    onePartition.put("topic.creation.default.partitions", "1");
    deployment.createSource(onePartition);
    deployment.createSink(converters);
    site.awaitStreaming();
    site.source(Orders.insert(51, 100), Orders.insertWithDocument(200), Orders.delete(5, 9));
    site.awaitEqual(Orders.TABLE);
    site.source(Orders.update(10, 60), "UPDATE orders SET note = NULL WHERE id = 200");
    site.awaitEqual(Orders.TABLE);
  }

  /** The value of the first record in the table's topic. */
  private static byte[] firstValue(Deployment deployment) {
    try (TopicReader reader = new TopicReader(deployment.topic(Orders.TABLE))) {
      return reader.awaitRecords(1).get(0).value();
    }
  }

  @Test
  void jsonWithoutSchemasLoadsEqually() throws Exception {
    try (Deployment deployment = Deployment.ofOrders()) {
      assertThatRowsFlow(
          deployment,
          Map.of(
              "key.converter", "org.apache.kafka.connect.json.JsonConverter",
              "key.converter.schemas.enable", "false",
              "value.converter", "org.apache.kafka.connect.json.JsonConverter",
              "value.converter.schemas.enable", "false",
              "decimal.handling.mode", "string"));
      assertThat(new String(firstValue(deployment), StandardCharsets.UTF_8))
          .doesNotContain("\"schema\":{\"type\"")
          .contains("\"op\":");
    }
  }

  /** Kafka's JsonConverter reads back as 0 what it wrote of it. */
  @Test
  void nanIsNotTakenForZero() throws Exception {
    try (Deployment deployment = Deployment.on(Site.create(), TestingWorker.shared())) {
      Site site = deployment.site();
      site.source("CREATE TABLE measured (id integer PRIMARY KEY, value double precision)");
      site.target(
          "CREATE TABLE measured (id INT NOT NULL, value STRING) PRIMARY KEY (id)"
              + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
      site.tables("measured").source("INSERT INTO measured VALUES (1, 'NaN')");
      deployment.start();
      site.source("INSERT INTO measured VALUES (2, '-Infinity')");

      site.awaitTarget("SELECT max(value) FROM measured WHERE id = 1", "NaN");
      site.awaitTarget("SELECT max(value) FROM measured WHERE id = 2", "-Infinity");
    }
  }
}
