package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.e2e.Site;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Apicurio's Avro converter between the connectors. */
class AvroIT {

  private static final String CONVERTER = "io.apicurio.registry.utils.converter.AvroConverter";

  @AutoClose private TestingSchemaRegistry registry;
  private final Site site = Site.create();

  @AutoClose private final Deployment deployment = Deployment.on(site, ForeignPlugins.worker());

  @BeforeEach
  void startRegistry() throws IOException {
    registry = new TestingSchemaRegistry();
  }

  private Map<String, String> avro() {
    Map<String, String> config = new HashMap<>();
    config.put("topic.creation.default.partitions", "1");
    for (String converter : new String[] {"key.converter", "value.converter"}) {
      config.put(converter, CONVERTER);
      config.put(converter + ".apicurio.registry.url", url());
      config.put(converter + ".apicurio.registry.auto-register", "true");
      config.put(converter + ".apicurio.registry.find-latest", "false");
    }
    return config;
  }

  /** That of a real registry, where the property names one. */
  private String url() {
    return System.getProperty("apicurio.registry.url", registry.url());
  }

  private void throughAvro(Map<String, String> source) throws Exception {
    site.source(Goods.insert(1, 100));
    deployment.rest().put(deployment.source(), source);
    deployment.createSink(avro());
    site.awaitStreaming();
    Goods.live(site);

    Goods.awaitEqual(site);
    deployment.rest().awaitState(deployment.sink(), "RUNNING", 1);
    assertThat(firstByte()).as("first byte of Avro with a schema's number").isZero();
  }

  @Test
  void recordsOfOurSourceLoadEqually() throws Exception {
    Goods.createOn(site);
    throughAvro(deployment.sourceConfig(avro()));
  }

  @Test
  void recordsOfDebeziumLoadEqually() throws Exception {
    Goods.createOn(site);
    throughAvro(DebeziumConnector.config(deployment, avro()));
  }

  private byte firstByte() {
    try (TopicReader reader = new TopicReader(deployment.topic(Goods.TABLE))) {
      return reader.awaitRecords(1).get(0).value()[0];
    }
  }
}
