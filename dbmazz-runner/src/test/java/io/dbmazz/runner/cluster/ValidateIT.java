package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbmazz.runner.e2e.Orders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code PUT …/config/validate} answers every configuration, at once, and creates nothing. */
class ValidateIT {

  private static final String SOURCE = "io.dbmazz.postgres.PostgresSourceConnector";
  private static final String SINK = "io.dbmazz.starrocks.StarRocksSinkConnector";
  private static final String SECRET = "s3cret-of-this-test";
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Deployment deployment = Deployment.ofOrders();

  @AfterEach
  void nothingWasCreated() throws Exception {
    try (deployment) {
      String database = deployment.site().name();
      assertThat(
              deployment
                  .site()
                  .sourceValue(
                      "SELECT (SELECT count(*) FROM pg_replication_slots WHERE database = '"
                          + database
                          + "') + (SELECT count(*) FROM pg_publication)"))
          .as("slots and publications")
          .isEqualTo("0");
      assertThat(
              deployment
                  .site()
                  .targetValue(
                      "SELECT count(*) FROM information_schema.columns WHERE table_name = 'orders'"
                          + " AND column_name LIKE 'dbmazz%'"))
          .as("audit columns")
          .isEqualTo("0");
    }
  }

  /** The problems by key; each key has one message, none with a password, in time. */
  private Map<String, String> problems(String connectorClass, Map<String, String> config)
      throws Exception {
    long start = System.nanoTime();
    ConnectRest.Answer answer = deployment.rest().validate(connectorClass, config);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    Map<String, String> problems = new HashMap<>();
    for (JsonNode entry : answer.body().get("configs")) {
      JsonNode messages = entry.at("/value/errors");
      if (!messages.isEmpty()) {
        assertThat(messages).as("%s", entry).hasSize(1);
        problems.put(entry.at("/value/name").asText(), messages.get(0).asText());
      }
    }
    assertThat(answer.body().get("error_count").asInt()).isEqualTo(problems.size());
    assertThat(problems.toString()).doesNotContain(SECRET);
    return problems;
  }

  private static Map<String, String> without(Map<String, String> config, List<String> keys) {
    Map<String, String> rest = new HashMap<>(config);
    rest.keySet().removeAll(keys);
    return rest;
  }

  @Test
  void completeConfigurationsHaveNoProblems() throws Exception {
    assertThat(problems(SOURCE, deployment.sourceConfig(Map.of()))).isEmpty();
    assertThat(problems(SINK, deployment.sinkConfig(Map.of()))).isEmpty();
  }

  @Test
  void emptyConfigurationOfTheSourceNamesEachRequiredKey() throws Exception {
    assertThat(problems(SOURCE, Map.of("name", "empty", "connector.class", SOURCE)).keySet())
        .contains("topic.prefix", "slot.name", "publication.name", "database.hostname")
        .doesNotContain("database.password");
  }

  @Test
  void emptyConfigurationOfTheSinkNamesEachRequiredKey() throws Exception {
    assertThat(
            problems(SINK, Map.of("name", "empty", "connector.class", SINK, "topics", "t"))
                .keySet())
        .contains("starrocks.http.url", "starrocks.database.name", "starrocks.username");
  }

  @Test
  void halfAConfigurationNamesWhatIsMissing() throws Exception {
    List<String> ofSource = List.of("slot.name", "database.dbname");
    List<String> ofSink = List.of("starrocks.http.url");

    assertThat(problems(SOURCE, without(deployment.sourceConfig(Map.of()), ofSource)).keySet())
        .isEqualTo(Set.copyOf(ofSource));
    assertThat(problems(SINK, without(deployment.sinkConfig(Map.of()), ofSink)).keySet())
        .isEqualTo(Set.copyOf(ofSink));
  }

  @Test
  void wrongValuesAreNamedByTheirKeys() throws Exception {
    Map<String, String> ofSource = Map.of("database.port", "many", "snapshot.mode", "perhaps");
    Map<String, String> ofSink = Map.of("delete.mode", "maybe", "bufferflush.maxrows", "many");

    assertThat(problems(SOURCE, deployment.sourceConfig(ofSource)).keySet())
        .isEqualTo(ofSource.keySet());
    assertThat(problems(SINK, deployment.sinkConfig(ofSink)).keySet()).isEqualTo(ofSink.keySet());
  }

  @Test
  void serversThatDoNotAnswerAreNamedByTheKeyOfTheirAddress() throws Exception {
    String port = Integer.toString(KafkaProcess.freePort());

    assertThat(
            problems(
                SOURCE,
                deployment.sourceConfig(
                    Map.of("database.port", port, "database.password", SECRET))))
        .hasSize(1)
        .containsKey("database.hostname");
    assertThat(
            problems(
                    SINK,
                    deployment.sinkConfig(
                        Map.of(
                            "starrocks.http.url",
                            "http://127.0.0.1:" + port,
                            "starrocks.password",
                            SECRET)))
                .keySet())
        .contains("starrocks.http.url");
  }

  @Test
  void missingTargetTableIsNamedWithItsTopic() throws Exception {
    deployment.site().source("CREATE TABLE strays (id int PRIMARY KEY)");

    Map<String, String> problems =
        problems(
            SINK,
            deployment.sinkConfig(
                Map.of("topics.regex", "", "topics", deployment.topic("strays"))));

    assertThat(problems.toString()).contains("strays");
    assertThat(deployment.site().targetValue("SELECT count(*) FROM " + Orders.TABLE))
        .isEqualTo("0");
  }
}
