package io.dbmazz.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmazz.runner.connect.Plugins;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Every file in config/ is right as it stands. */
class ConfigFilesTest {

  private static final Path CONFIG = Path.of("..", "config");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PGPASSWORD", "one", "STARROCKS_PASSWORD", "two");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(CONFIG)) {
      // Workers' files are tried by workers, and Kubernetes' below.
      return files
          .filter(file -> !file.getFileName().toString().matches("connect-.*|.*\\.yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileIsAccepted(Path file) throws IOException {
    if (file.endsWith("dbmazz.properties")) {
      assertThat(RunnerConfig.load(file, ENVIRONMENT).slotName()).isEqualTo("dbmazz_slot");
    } else if (file.toString().endsWith(".json")) {
      assertAccepted(json(file));
    } else {
      assertAccepted(properties(file));
    }
  }

  @Test
  void filesOfAConnectorAreTheSameInBothForms() throws IOException {
    for (String name : List.of("pg-source", "starrocks-sink")) {
      assertThat(json(CONFIG.resolve(name + ".json")))
          .isEqualTo(properties(CONFIG.resolve(name + ".properties")));
    }
  }

  @Test
  void connectorsOfStrimziAreThoseOfTheOtherFiles() throws IOException {
    List<Map<String, String>> connectors = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(CONFIG.resolve("strimzi.yaml"))) {
      for (Object document : new Yaml().loadAll(reader)) {
        JsonNode resource = new ObjectMapper().valueToTree(document);
        if (resource.get("kind").asText().equals("KafkaConnector")) {
          connectors.add(ofStrimzi(resource));
        }
      }
    }
    connectors.forEach(ConfigFilesTest::assertAccepted);
    assertThat(connectors)
        .containsExactly(
            properties(CONFIG.resolve("pg-source.properties")),
            properties(CONFIG.resolve("starrocks-sink.properties")));
  }

  private static Map<String, String> ofStrimzi(JsonNode resource) {
    Map<String, String> config = new HashMap<>();
    config.put("name", resource.at("/metadata/name").asText());
    config.put("connector.class", resource.at("/spec/class").asText());
    config.put("tasks.max", resource.at("/spec/tasksMax").asText());
    resource
        .at("/spec/config")
        .properties()
        .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
    return config;
  }

  private static Map<String, String> json(Path file) throws IOException {
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    Map<String, String> config = new HashMap<>();
    config.put("name", root.get("name").asText());
    root.get("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
    return config;
  }

  private static Map<String, String> properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> config = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> config.put(k, properties.getProperty(k)));
    return config;
  }

  private static void assertAccepted(Map<String, String> config) {
    Connector connector =
        Plugins.create("connector.class", config.get("connector.class"), Connector.class);

    assertThat(connector.config().validate(config))
        .filteredOn(value -> !value.errorMessages().isEmpty())
        .extracting(ConfigValue::errorMessages)
        .isEmpty();
  }
}
