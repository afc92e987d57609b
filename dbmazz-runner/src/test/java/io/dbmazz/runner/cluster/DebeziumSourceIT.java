package io.dbmazz.runner.cluster;

import io.dbmazz.runner.e2e.Site;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Debezium's PostgreSQL connector feeds our sink in the same worker. */
class DebeziumSourceIT {

  private static final Map<String, String> WITHOUT_SCHEMAS =
      Map.of(
          "key.converter", "org.apache.kafka.connect.json.JsonConverter",
          "key.converter.schemas.enable", "false",
          "value.converter", "org.apache.kafka.connect.json.JsonConverter",
          "value.converter.schemas.enable", "false");

  /** What numbers and times become when no schema says what they mean. */
  private static final Map<String, String> READABLE =
      Map.of("decimal.handling.mode", "string", "time.precision.mode", "isostring");

  private static final Map<String, String> FLATTENED =
      Map.of(
          "transforms", "unwrap",
          "transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState",
          "transforms.unwrap.delete.tombstone.handling.mode", "rewrite-with-tombstone",
          "transforms.unwrap.add.fields", "op");

  private static Map<String, String> union(Map<String, String> one, Map<String, String> other) {
    Map<String, String> all = new HashMap<>(one);
    all.putAll(other);
    return all;
  }

  private static void runs(Site site, Map<String, String> source, Map<String, String> sink)
      throws Exception {
    try (Deployment deployment = Deployment.on(site, ForeignPlugins.worker())) {
      site.source(Goods.insert(1, 100));
      ConnectRest rest = deployment.rest();
      rest.put(deployment.source(), DebeziumConnector.config(deployment, source));
      deployment.createSink(sink);
      site.awaitStreaming();
      Goods.live(site);

      Goods.awaitEqual(site);
      rest.awaitState(deployment.source(), "RUNNING", 1);
      rest.awaitState(deployment.sink(), "RUNNING", 1);
    }
  }

  @Test
  void envelopesAndTombstonesLoadEqually() throws Exception {
    runs(Goods.createOn(Site.create()), Map.of(), Map.of());
  }

  @Test
  void rowsThatTheSinkFlattensLoadEqually() throws Exception {
    runs(Goods.createOn(Site.create()), Map.of(), FLATTENED);
  }

  @Test
  void envelopesWithoutSchemasLoadEqually() throws Exception {
    runs(
        Goods.createWithoutBytesOn(Site.create()),
        union(WITHOUT_SCHEMAS, READABLE),
        WITHOUT_SCHEMAS);
  }

  @Test
  void rowsThatTheSourceFlattensAndWritesWithoutSchemasLoadEqually() throws Exception {
    runs(
        Goods.createWithoutBytesOn(Site.create()),
        union(union(WITHOUT_SCHEMAS, READABLE), FLATTENED),
        WITHOUT_SCHEMAS);
  }
}
