package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class PostgresSourceConnectorTest {

  private static Map<String, String> sample() throws IOException {
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of("src/plugin/etc/postgres-source.properties"))) {
      properties.load(reader);
    }
    Map<String, String> map = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }

  @Test
  void isFoundThroughItsManifest() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasOnlyElementsOfType(PostgresSourceConnector.class)
        .hasSize(1);
  }

  @Test
  void hasTheBuildsVersion() {
    assertThat(new PostgresSourceConnector().version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(new PostgresSourceTask().version())
        .isEqualTo(new PostgresSourceConnector().version());
  }

  @Test
  void textThatIsNoNumberIsOneProblem() throws IOException {
    Map<String, String> properties = sample();
    properties.put("database.port", "many");

    assertThat(new PostgresSourceConnector().validate(properties).configValues())
        .filteredOn(value -> value.name().equals("database.port"))
        .singleElement()
        .satisfies(value -> assertThat(value.errorMessages()).hasSize(1));
  }

  @Test
  void oneTaskGetsTheConfigurationHoweverManyAreAllowed() throws IOException {
    PostgresSourceConnector connector = new PostgresSourceConnector();
    connector.start(sample());

    assertThat(connector.taskConfigs(8)).containsExactly(sample());
  }

  @Test
  void malformedConfigurationFailsTheStart() throws IOException {
    Map<String, String> properties = sample();
    properties.remove("slot.name");

    assertThatThrownBy(() -> new PostgresSourceConnector().start(properties))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("slot.name");
  }

  @Test
  void exactlyOnceIsSupported() throws IOException {
    assertThat(new PostgresSourceConnector().exactlyOnceSupport(sample()))
        .isEqualTo(ExactlyOnceSupport.SUPPORTED);
  }

  @Test
  void transactionsOfPostgresCanBeThoseOfKafka() throws IOException {
    assertThat(new PostgresSourceConnector().canDefineTransactionBoundaries(sample()))
        .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
  }
}
