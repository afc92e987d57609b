package io.dbmazz.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The original daemon's variables. */
class EnvironmentVariablesTest {

  private static final Map<String, String> COMPLETE =
      Map.of(
          "DATABASE_URL", "postgres://me:pw@db:5433/shop?replication=database&sslmode=require",
          "SLOT_NAME", "slot_a",
          "PUBLICATION_NAME", "pub_a",
          "TABLES", "orders, sales.items",
          "STARROCKS_URL", "http://fe1:8030,fe2:8030",
          "STARROCKS_DB", "shop",
          "STARROCKS_USER", "root");

  @TempDir private Path directory;

  private static Map<String, String> with(String name, String value) {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.put(name, value);
    return environment;
  }

  private static List<String> problems(Map<String, String> environment) {
    try {
      RunnerConfig.load(environment);
      return List.of();
    } catch (InvalidConfiguration e) {
      return e.problems();
    }
  }

  @Test
  void requiredVariablesAloneMakeAConfiguration() {
    RunnerConfig config = RunnerConfig.load(COMPLETE);

    assertThat(config.connectors().source())
        .containsEntry("database.url", COMPLETE.get("DATABASE_URL"))
        .containsEntry("slot.name", "slot_a")
        .containsEntry("topic.prefix", "slot_a")
        .containsEntry("publication.name", "pub_a")
        .containsEntry("table.include.list", "public\\.orders,sales\\.items");
    assertThat(config.connectors().sink())
        .containsEntry("starrocks.http.url", "http://fe1:8030,fe2:8030")
        .containsEntry("starrocks.database.name", "shop")
        .containsEntry("starrocks.username", "root")
        .containsEntry("bufferflush.maxrows", "1500")
        .containsEntry("bufferflush.intervalms", "5000");
    assertThat(config.grpc().port()).isEqualTo(50_051);
  }

  @Test
  void optionalVariablesAreRead() {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.putAll(
        Map.of(
            "STARROCKS_PASS", "secret",
            "STARROCKS_PORT", "9031",
            "FLUSH_SIZE", "10",
            "FLUSH_INTERVAL_MS", "20",
            "GRPC_PORT", "6000"));

    RunnerConfig config = RunnerConfig.load(environment);

    assertThat(config.connectors().sink())
        .containsEntry("starrocks.password", "secret")
        .containsEntry("starrocks.jdbc.url", "jdbc:mysql://fe1:9031,fe2:9031")
        .containsEntry("bufferflush.maxrows", "10")
        .containsEntry("bufferflush.intervalms", "20");
    assertThat(config.grpc().port()).isEqualTo(6000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DATABASE_URL",
        "SLOT_NAME",
        "PUBLICATION_NAME",
        "TABLES",
        "STARROCKS_URL",
        "STARROCKS_DB",
        "STARROCKS_USER"
      })
  void missingVariableIsAnErrorThatNamesIt(String name) {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.remove(name);

    assertThat(problems(environment)).singleElement().asString().startsWith(name);
  }

  @Test
  void allMissingVariablesAreNamedAtOnce() {
    assertThat(problems(Map.of())).hasSize(7);
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_URL, mysql://me:hidden@h/d",
    "SLOT_NAME, Not A Slot",
    "TABLES, 'a,,b'",
    "STARROCKS_URL, ftp://x",
    "STARROCKS_PORT, 0",
    "STARROCKS_PORT, port",
    "FLUSH_SIZE, many",
    "FLUSH_SIZE, 0",
    "FLUSH_SIZE, -5",
    "FLUSH_INTERVAL_MS, 1.5",
    "GRPC_PORT, 65536",
    "GRPC_PORT, ''"
  })
  void malformedVariableIsAnErrorThatNamesIt(String name, String value) {
    assertThat(problems(with(name, value)))
        .isNotEmpty()
        .allMatch(problem -> problem.contains(name))
        .noneMatch(problem -> problem.contains("hidden"));
  }

  @Test
  void variablesWinOverTheFile() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("f.properties"),
            """
            source.database.hostname=other
            source.database.dbname=other
            source.database.user=other
            source.database.password=other
            source.slot.name=other
            source.publication.name=other
            source.table.include.list=other
            sink.starrocks.http.url=http://other:1
            sink.starrocks.database.name=other
            sink.starrocks.username=other
            sink.bufferflush.maxrows=77
            grpc.port=1
            """);
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.put("GRPC_PORT", "2");

    RunnerConfig config = RunnerConfig.load(file, environment);

    assertThat(config.connectors().source().values()).doesNotContain("other");
    assertThat(config.connectors().sink().values()).doesNotContain("other", "http://other:1");
    assertThat(config.connectors().sink()).containsEntry("bufferflush.maxrows", "77");
    assertThat(config.grpc().port()).isEqualTo(2);
  }

  @Test
  void offsetsGoToTheDatabaseOfTheVariable() {
    assertThat(SourceDatabase.of(RunnerConfig.load(COMPLETE).connectors().source()).url())
        .isEqualTo("jdbc:postgresql://db:5433/shop");
  }
}
