package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StarRocksSinkConnectorTest {

  private final Map<String, String> live = new HashMap<>();
  private final List<StarRocksSinkConfig> lookedAt = new ArrayList<>();
  private final StarRocksSinkConnector connector =
      new StarRocksSinkConnector(
          config -> {
            lookedAt.add(config);
            return live;
          });

  @Test
  void workersFindItByItsServiceFile() {
    assertThat(ServiceLoader.load(SinkConnector.class))
        .hasAtLeastOneElementOfType(StarRocksSinkConnector.class);
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(new StarRocksSinkTask().version()).isEqualTo(connector.version());
  }

  @Test
  void everyTaskIsConfiguredAlike() {
    connector.start(TaskFixture.CONFIG);

    assertThat(connector.taskConfigs(3)).hasSize(3).containsOnly(TaskFixture.CONFIG);
    assertThat(connector.taskClass()).isEqualTo(StarRocksSinkTask.class);
  }

  @Test
  void startRefusesAWrongConfiguration() {
    assertThatThrownBy(() -> connector.start(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("starrocks.http.url");
  }

  @Test
  void validationNamesEveryKeyThatIsWrong() {
    Map<String, String> wrong = new HashMap<>(TaskFixture.CONFIG);
    wrong.put("audit.columns", "false");
    wrong.put("schema.evolution", "drop");
    wrong.put("sink.properties.label", "mine");
    wrong.put("sink.properties.timeout", "60");

    assertThat(errors(wrong).keySet())
        .containsExactlyInAnyOrder("delete.mode", "schema.evolution", "sink.properties.label");
  }

  @Test
  void textThatIsNoNumberIsOneProblem() {
    Map<String, String> wrong = new HashMap<>(TaskFixture.CONFIG);
    wrong.put("bufferflush.maxrows", "many");

    assertThat(connector.validate(wrong).configValues())
        .filteredOn(value -> value.name().equals("bufferflush.maxrows"))
        .singleElement()
        .satisfies(value -> assertThat(value.errorMessages()).hasSize(1));
  }

  @Test
  void validationOfAnEmptyConfigurationAnswers() {
    assertThat(errors(Map.of()).keySet())
        .contains("starrocks.http.url", "starrocks.database.name", "starrocks.username");
  }

  @Test
  void validationFindsNothingWrongWithAGoodConfiguration() {
    assertThat(errors(TaskFixture.CONFIG)).isEmpty();
  }

  @Test
  void whatIsWrongWithStarRocksIsNamedAtItsKeyBesideWhatElseIsWrong() {
    Map<String, String> wrong = new HashMap<>(TaskFixture.CONFIG);
    wrong.put("sink.maxretries", "-2");
    live.put("starrocks.jdbc.url", "does not answer");

    assertThat(errors(wrong)).containsOnlyKeys("sink.maxretries", "starrocks.jdbc.url");
    assertThat(errors(wrong)).containsEntry("starrocks.jdbc.url", List.of("does not answer"));
  }

  @ParameterizedTest
  @CsvSource({
    "starrocks.http.url, ftp://fe1",
    "starrocks.jdbc.url, fe1:9030",
    "starrocks.database.name, ''",
    "starrocks.username, ''",
    "connect.timeoutms, 1"
  })
  void starRocksIsNotLookedAtWithoutAllOfItsConnection(String key, String value) {
    Map<String, String> half = new HashMap<>(TaskFixture.CONFIG);
    half.put(key, value);

    assertThat(errors(half)).containsOnlyKeys(key);
    assertThat(lookedAt).isEmpty();
  }

  @Test
  void tablesOfAMalformedMapAreNotLookedFor() {
    Map<String, String> wrong = new HashMap<>(TaskFixture.CONFIG);
    wrong.put("starrocks.topic2table.map", "orders");

    assertThat(errors(wrong)).containsOnlyKeys("starrocks.topic2table.map");
    assertThat(lookedAt).hasSize(1);
    assertThat(lookedAt.get(0).changeOptions().topicTables()).isEmpty();
  }

  @Test
  void everyKeyIsDocumentedAndGrouped() {
    assertThat(connector.config().configKeys().values())
        .allMatch(key -> key.documentation.endsWith(".") && key.group != null);
    assertThat(connector.config().configKeys().get("starrocks.password").type())
        .isEqualTo(ConfigDef.Type.PASSWORD);
  }

  @Test
  void anyOffsetsMayBeSet() {
    assertThat(connector.alterOffsets(TaskFixture.CONFIG, Map.of())).isTrue();
  }

  @Test
  void exampleInThePluginIsValid() throws IOException {
    JsonNode example =
        new ObjectMapper()
            .readTree(Files.readString(Path.of("src/main/plugin/etc/starrocks-sink.json")));
    Map<String, String> config = new HashMap<>();
    example.get("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));

    assertThat(errors(config)).isEmpty();
    assertThat(config).containsEntry("connector.class", StarRocksSinkConnector.class.getName());
  }

  private Map<String, List<String>> errors(Map<String, String> config) {
    return connector.validate(config).configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }
}
