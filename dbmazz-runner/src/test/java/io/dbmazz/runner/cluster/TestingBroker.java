package io.dbmazz.runner.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** A real broker that is its own controller, with its data in a temporary directory. */
final class TestingBroker {

  private static TestingBroker shared;

  private final StockKafka kafka;
  private final Path directory;
  private final String address;
  private final KafkaProcess process;

  private TestingBroker(StockKafka kafka, Path directory) {
    this.kafka = kafka;
    this.directory = directory;
    int port = KafkaProcess.freePort();
    this.address = "127.0.0.1:" + port;
    Path file =
        KafkaProcess.properties(
            directory.resolve("server.properties"), properties(KafkaProcess.freePort()));
    run("kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c", file);
    this.process =
        KafkaProcess.start("broker", directory, kafka.command("kafka.Kafka", file.toString()));
  }

  /** The broker that all test classes of this JVM share; each uses topics of its own. */
  static synchronized TestingBroker shared() {
    if (shared == null) {
      shared = start(StockKafka.chosen());
    }
    return shared;
  }

  private static TestingBroker start(StockKafka kafka) {
    try {
      TestingBroker broker = new TestingBroker(kafka, Files.createTempDirectory("dbmazz-kafka"));
      broker.awaitReady();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException("The broker did not start", e);
    }
  }

  private void run(String mainClass, String action, String idFlag, String id, String c, Path file) {
    String[] arguments = {action, idFlag, id, c, file.toString()};
    try (KafkaProcess format =
        KafkaProcess.start("format", directory, kafka.command(mainClass, arguments))) {
      if (format.awaitExit() != 0) {
        throw new IllegalStateException("The log directory was not formatted: " + format.log());
      }
    }
  }

  private Map<String, String> properties(int controllerPort) {
    Map<String, String> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.put(
        "listeners", "PLAINTEXT://%s,CONTROLLER://127.0.0.1:%d".formatted(address, controllerPort));
    properties.put("advertised.listeners", "PLAINTEXT://" + address);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("log.dirs", directory.resolve("data").toString());
    properties.put("num.partitions", "1");
    // One broker, and no waiting for more members of a group than there are.
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      properties.put(topic + ".replication.factor", "1");
      properties.put(topic + ".num.partitions", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("group.min.session.timeout.ms", "1000");
    properties.put("log.cleaner.dedupe.buffer.size", "16777216");
    return properties;
  }

  private void awaitReady() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      process.await(() -> !admin.describeCluster().nodes().get().isEmpty());
    }
  }

  /** {@code bootstrap.servers} */
  String address() {
    return address;
  }

  StockKafka kafka() {
    return kafka;
  }

  /** For files of programs that use this broker. */
  Path directory() {
    return directory;
  }
}
