package io.dbmazz.runner;

import io.dbmazz.runner.connect.ErrantRecordKeeper;
import io.dbmazz.runner.control.GrpcSettings;
import io.dbmazz.runner.offset.FileOffsetStore;
import io.dbmazz.runner.offset.OffsetStore;
import io.dbmazz.runner.offset.PostgresDatabase;
import io.dbmazz.runner.offset.PostgresOffsetStore;
import io.dbmazz.runner.pipeline.ConnectorConfigs;
import io.dbmazz.runner.pipeline.PipelineSettings;
import io.dbmazz.runner.pipeline.PostgresReplicationSlot;
import io.dbmazz.runner.pipeline.ReplicationSlot;
import io.dbmazz.runner.quarantine.Quarantine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;

/** The configuration of one process: read once, checked, immutable. */
public final class RunnerConfig {

  private final AbstractConfig own;
  private final ConnectorConfigs connectors;
  private final Map<String, String> transforms;

  RunnerConfig(
      Map<String, String> own, ConnectorConfigs connectors, Map<String, String> transforms) {
    this.own = new AbstractConfig(RunnerKeys.DEFINITION, own, false);
    this.connectors = connectors;
    this.transforms = Map.copyOf(transforms);
  }

  /**
   * Reads a file, and over it the environment.
   *
   * @throws InvalidConfiguration with every problem found
   */
  public static RunnerConfig load(Path file, Map<String, String> environment) {
    return ConfigReader.read(PropertiesFile.read(file, environment), environment);
  }

  /**
   * Reads the environment alone.
   *
   * @throws InvalidConfiguration with every problem found
   */
  public static RunnerConfig load(Map<String, String> environment) {
    Map<String, String> properties = new TreeMap<>(EnvironmentVariables.defaults());
    return ConfigReader.readWithoutFile(properties, environment);
  }

  /**
   * Takes properties as they would stand in a file, and no environment.
   *
   * @throws InvalidConfiguration with every problem found
   */
  public static RunnerConfig of(Map<String, String> properties) {
    return ConfigReader.read(properties, Map.of());
  }

  /** Both connectors' configurations, as a worker would get them. */
  public ConnectorConfigs connectors() {
    return connectors;
  }

  PipelineSettings pipeline() {
    return new PipelineSettings(
        connectors, transforms, Duration.ofMillis(own.getLong(RunnerKeys.OFFSET_FLUSH)));
  }

  Map<String, String> transforms() {
    return transforms;
  }

  GrpcSettings grpc() {
    Optional<GrpcSettings.Tls> tls =
        Optional.ofNullable(own.getString(RunnerKeys.GRPC_TLS_CERT))
            .map(
                certificate ->
                    new GrpcSettings.Tls(
                        Path.of(certificate), Path.of(own.getString(RunnerKeys.GRPC_TLS_KEY))));
    return new GrpcSettings(
        own.getString(RunnerKeys.GRPC_HOST),
        own.getInt(RunnerKeys.GRPC_PORT),
        tls,
        Optional.ofNullable(own.getPassword(RunnerKeys.GRPC_TOKEN)));
  }

  /** How long SIGTERM and SIGINT leave for draining. */
  public Duration shutdownTimeout() {
    return Duration.ofMillis(own.getLong(RunnerKeys.SHUTDOWN_TIMEOUT));
  }

  /** Name of the replication slot; empty for a source that has none. */
  String slotName() {
    return connectors.source().getOrDefault("slot.name", "");
  }

  ReplicationSlot slot() {
    return () ->
        new PostgresReplicationSlot(SourceDatabase.of(connectors.source()), slotName()).drop();
  }

  /** What becomes of records that the sink cannot load. */
  ErrantRecordKeeper errantRecords() {
    return connectors.toleratesErrors()
        ? new Quarantine(
            quarantineDirectory(), own.getLong(RunnerKeys.QUARANTINE_MAX_BYTES), Clock.systemUTC())
        : ErrantRecordKeeper.toleratingNone();
  }

  /** Where records that the sink cannot load are kept. */
  public Path quarantineDirectory() {
    return Path.of(own.getString(RunnerKeys.QUARANTINE_DIRECTORY));
  }

  /** Opens the offset store; called when it is first needed. */
  OffsetStore openOffsetStore() {
    if (own.getString(RunnerKeys.OFFSET_STORAGE).equals("file")) {
      return FileOffsetStore.open(Path.of(own.getString(RunnerKeys.OFFSET_FILE)));
    }
    return new PostgresOffsetStore(offsetDatabase(), own.getString(RunnerKeys.OFFSET_TABLE));
  }

  private PostgresDatabase offsetDatabase() {
    Password url = own.getPassword(RunnerKeys.OFFSET_URL);
    return url == null ? SourceDatabase.of(connectors.source()) : PostgresDatabase.at(url.value());
  }
}
