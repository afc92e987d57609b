package io.dbmazz.runner.cluster;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real distributed Connect worker beside the shared broker. */
final class TestingWorker implements AutoCloseable {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private static TestingWorker shared;

  private final KafkaProcess process;
  private final ConnectRest rest;

  private TestingWorker(KafkaProcess process, ConnectRest rest) {
    this.process = process;
    this.rest = rest;
  }

  /** The worker that all test classes of this JVM share; each uses connectors of its own. */
  static synchronized TestingWorker shared() {
    if (shared == null) {
      shared = start("shared", Map.of());
    }
    return shared;
  }

  /**
   * Starts a worker with our plugins and waits until it answers.
   *
   * @param group workers of one group share connectors
   * @param settings of the worker's file, over the defaults
   */
  static TestingWorker start(String group, Map<String, String> settings) {
    return start(group, PluginPath.shared(), settings);
  }

  /** Starts a worker with the plugins of a directory and waits until it answers. */
  static TestingWorker start(String group, PluginPath plugins, Map<String, String> settings) {
    TestingBroker broker = TestingBroker.shared();
    int port = KafkaProcess.freePort();
    Map<String, String> properties = defaults(broker, group, port);
    properties.put("plugin.path", plugins.directory().toString());
    properties.putAll(settings);
    String name = "worker-" + NUMBERS.incrementAndGet();
    Path file =
        KafkaProcess.properties(broker.directory().resolve(name + ".properties"), properties);
    KafkaProcess process =
        KafkaProcess.start(
            name,
            broker.directory(),
            broker
                .kafka()
                .command("org.apache.kafka.connect.cli.ConnectDistributed", file.toString()));
    ConnectRest rest = new ConnectRest(port);
    // Not before it has joined its group does a worker list connectors.
    process.await(() -> rest.get("/connectors").status() == 200);
    return new TestingWorker(process, rest);
  }

  private static Map<String, String> defaults(TestingBroker broker, String group, int port) {
    Map<String, String> properties = new HashMap<>();
    properties.put("bootstrap.servers", broker.address());
    properties.put("group.id", group);
    properties.put("listeners", "http://127.0.0.1:" + port);
    properties.put("plugin.discovery", "service_load");
    properties.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
    properties.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    for (String topic : new String[] {"config", "offset", "status"}) {
      properties.put(topic + ".storage.topic", group + "-" + topic);
      properties.put(topic + ".storage.replication.factor", "1");
    }
    properties.put("offset.storage.partitions", "1");
    properties.put("status.storage.partitions", "1");
    properties.put("topic.creation.enable", "true");
    fast(properties);
    return properties;
  }

  /** What takes minutes by default, and a test has seconds for. */
  private static void fast(Map<String, String> properties) {
    properties.put("offset.flush.interval.ms", "500");
    properties.put("scheduled.rebalance.max.delay.ms", "0");
    properties.put("session.timeout.ms", "3000");
    properties.put("heartbeat.interval.ms", "500");
    properties.put("consumer.session.timeout.ms", "3000");
    properties.put("consumer.heartbeat.interval.ms", "500");
    properties.put("consumer.metadata.max.age.ms", "1000");
    properties.put("consumer.auto.offset.reset", "earliest");
  }

  ConnectRest rest() {
    return rest;
  }

  KafkaProcess process() {
    return process;
  }

  /** {@code kill -9}, and waits for the end. */
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
