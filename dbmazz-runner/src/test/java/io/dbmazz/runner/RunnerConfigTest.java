package io.dbmazz.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.runner.control.GrpcSettings;
import io.dbmazz.runner.pipeline.ConnectorConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of properties: who gets which key, defaults, references, mistakes. */
class RunnerConfigTest {

  private static final Map<String, String> COMPLETE =
      Map.ofEntries(
          Map.entry("source.database.hostname", "db"),
          Map.entry("source.database.dbname", "shop"),
          Map.entry("source.database.user", "me"),
          Map.entry("source.slot.name", "slot_a"),
          Map.entry("source.publication.name", "pub"),
          Map.entry("sink.starrocks.http.url", "http://fe:8030"),
          Map.entry("sink.starrocks.database.name", "shop"),
          Map.entry("sink.starrocks.username", "root"));

  @TempDir private Path directory;

  private static Map<String, String> with(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>(COMPLETE);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return properties;
  }

  private static List<String> problems(Map<String, String> properties) {
    try {
      RunnerConfig.of(properties);
      return List.of();
    } catch (InvalidConfiguration e) {
      return e.problems();
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("dbmazz.properties"), text);
  }

  private static String complete() {
    StringBuilder text = new StringBuilder();
    COMPLETE.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return text.toString();
  }

  @Test
  void keysGoToTheirConnectorVerbatim() {
    RunnerConfig config =
        RunnerConfig.of(with("source.anything.at.all", "1", "sink.sink.properties.x", "2"));

    assertThat(config.connectors().source())
        .containsEntry("anything.at.all", "1")
        .containsEntry("database.hostname", "db")
        .doesNotContainKey("starrocks.username");
    assertThat(config.connectors().sink())
        .containsEntry("sink.properties.x", "2")
        .containsEntry("starrocks.username", "root");
  }

  @Test
  void connectorsAreDbmazzsOwnUnlessNamed() {
    assertThat(RunnerConfig.of(COMPLETE).connectors().source())
        .containsEntry("connector.class", "io.dbmazz.postgres.PostgresSourceConnector")
        .containsEntry("tasks.max", "1");
    assertThat(RunnerConfig.of(COMPLETE).connectors().sink())
        .containsEntry("connector.class", "io.dbmazz.starrocks.StarRocksSinkConnector");
  }

  @Test
  void topicPrefixIsTheSlotNameUnlessGiven() {
    assertThat(RunnerConfig.of(COMPLETE).connectors().source())
        .containsEntry("topic.prefix", "slot_a");
    assertThat(RunnerConfig.of(with("source.topic.prefix", "p")).connectors().source())
        .containsEntry("topic.prefix", "p");
  }

  @Test
  void defaultsOfTheRunner() {
    RunnerConfig config = RunnerConfig.of(COMPLETE);

    assertThat(config.grpc())
        .isEqualTo(new GrpcSettings("127.0.0.1", 50_051, Optional.empty(), Optional.empty()));
    assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(25));
    assertThat(config.pipeline().offsetFlushInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.transforms()).isEmpty();
  }

  @Test
  void everyKeyOfTheRunnerIsRead() {
    RunnerConfig config =
        RunnerConfig.of(
            with(
                "grpc.host", "0.0.0.0",
                "grpc.port", "1",
                "grpc.tls.cert", "c.pem",
                "grpc.tls.key", "k.pem",
                "grpc.token", "t",
                "offset.flush.interval.ms", "100",
                "shutdown.timeout.ms", "1000",
                "transforms", "x",
                "transforms.x.type", "y",
                "predicates", "z"));

    assertThat(config.grpc())
        .isEqualTo(
            new GrpcSettings(
                "0.0.0.0",
                1,
                Optional.of(new GrpcSettings.Tls(Path.of("c.pem"), Path.of("k.pem"))),
                Optional.of(new Password("t"))));
    assertThat(config.pipeline().offsetFlushInterval()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.transforms())
        .containsOnlyKeys("transforms", "transforms.x.type", "predicates");
  }

  @Test
  void fileStoreIsOpenedWhereTheKeySays() {
    Path offsets = directory.resolve("my.offsets");
    RunnerConfig config =
        RunnerConfig.of(
            with("offset.storage", "file", "offset.storage.file.filename", offsets.toString()));

    config.openOffsetStore().close();

    assertThat(offsets.resolveSibling("my.offsets.lock")).exists();
  }

  @Test
  void offsetTableOfAnotherNameIsNotCaptured() {
    assertThat(RunnerConfig.of(with("offset.storage.table", "Ops.My_Offsets")).connectors())
        .extracting(connectors -> connectors.source().get("table.ignore.list"))
        .isEqualTo("ops\\.my_offsets");
    assertThat(
            RunnerConfig.of(with("offset.storage.table", "mine", "source.table.ignore.list", "a.b"))
                .connectors())
        .extracting(connectors -> connectors.source().get("table.ignore.list"))
        .isEqualTo("a.b,.*\\.mine");
    assertThat(
            RunnerConfig.of(
                    with("offset.storage.table", "mine", "offset.storage.url", "postgres://db/ops"))
                .connectors()
                .source())
        .doesNotContainKey("table.ignore.list");
  }

  @Test
  void misspeltKeyIsAnErrorThatSuggestsTheRightOne() {
    assertThat(problems(with("grpc.prot", "1")))
        .singleElement()
        .asString()
        .contains("grpc.prot", "grpc.port");
    assertThat(problems(with("something.else", "1")))
        .singleElement()
        .asString()
        .doesNotContain("?");
  }

  @Test
  void malformedValuesAreErrorsThatNameTheirKeys() {
    assertThat(
            problems(
                with(
                    "grpc.port", "many",
                    "offset.storage", "nowhere",
                    "source.slot.name", "Bad Slot",
                    "sink.bufferflush.maxrows", "-1")))
        .hasSize(4)
        .anyMatch(problem -> problem.contains("grpc.port"))
        .anyMatch(problem -> problem.contains("offset.storage"))
        .anyMatch(problem -> problem.contains("source.slot.name"))
        .anyMatch(problem -> problem.contains("sink.bufferflush.maxrows"));
  }

  @Test
  void missingConnectorKeyIsAnErrorThatNamesItsVariableToo() {
    Map<String, String> properties = with();
    properties.remove("sink.starrocks.username");

    assertThat(problems(properties))
        .singleElement()
        .asString()
        .contains("sink.starrocks.username", "STARROCKS_USER");
  }

  @Test
  void databaseWithoutAddressIsAnError() {
    Map<String, String> properties = with();
    properties.remove("source.database.hostname");

    assertThat(problems(properties)).anyMatch(p -> p.contains("source.database.hostname"));
  }

  @Test
  void halfOfTlsIsAnError() {
    assertThat(problems(with("grpc.tls.cert", "c.pem")))
        .singleElement()
        .asString()
        .contains("grpc.tls.key");
  }

  @Test
  void errorsOfTheSourceCannotBeTolerated() {
    assertThat(problems(with("source.errors.tolerance", "all")))
        .singleElement()
        .asString()
        .contains("source.errors.tolerance=all would drop changes");
  }

  @Test
  void errorsOfTheSinkAreToleratedWhenAskedFor() {
    assertThat(RunnerConfig.of(with("sink.errors.tolerance", "all")).connectors())
        .returns(true, ConnectorConfigs::toleratesErrors);
    assertThat(RunnerConfig.of(with("sink.errors.tolerance", "none")).connectors())
        .returns(false, ConnectorConfigs::toleratesErrors);
    assertThat(problems(with("sink.errors.tolerance", "some")))
        .containsExactly("sink.errors.tolerance must be none or all, not some");
  }

  @Test
  void unknownConnectorIsAnErrorThatNamesIt() {
    assertThat(problems(with("sink.connector.class", "com.example.Gone")))
        .singleElement()
        .asString()
        .contains("sink.connector.class", "com.example.Gone");
  }

  @Test
  void referencesAreResolvedByKafkasProviders() throws IOException {
    Path secrets = Files.writeString(directory.resolve("s.properties"), "password=from-file\n");
    Files.writeString(directory.resolve("user"), "from-dir");
    String text =
        complete()
            + "source.database.password=${file:"
            + secrets
            + ":password}\n"
            + "sink.starrocks.username=${dir:"
            + directory
            + ":user}\n"
            + "grpc.token=${env:TOKEN}\n";

    RunnerConfig config = RunnerConfig.load(file(text), Map.of("TOKEN", "from-env"));

    assertThat(config.connectors().source()).containsEntry("database.password", "from-file");
    assertThat(config.connectors().sink()).containsEntry("starrocks.username", "from-dir");
    assertThat(config.grpc().token()).contains(new Password("from-env"));
  }

  @Test
  void referenceThatLeadsNowhereIsAnErrorThatNamesIt() throws IOException {
    Path file = file(complete() + "grpc.token=${env:NOT_SET}\n");

    assertThatThrownBy(() -> RunnerConfig.load(file, Map.of()))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("grpc.token")
        .hasMessageContaining("${env:NOT_SET}");
  }

  @Test
  void textOfATransformationThatLooksLikeAReferenceIsKept() throws IOException {
    Path file = file(complete() + "transforms.t.format=${topic}-${timestamp}\ntransforms=t\n");

    assertThat(RunnerConfig.load(file, Map.of()).transforms())
        .containsEntry("transforms.t.format", "${topic}-${timestamp}");
  }

  @Test
  void missingFileIsAnErrorThatNamesIt() {
    Path missing = directory.resolve("missing.properties");

    assertThatThrownBy(() -> RunnerConfig.load(missing, Map.of()))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining(missing.toString());
  }
}
