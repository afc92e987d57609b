package io.dbmazz.postgres;

import io.dbmazz.postgres.change.ChangeOptions;
import io.dbmazz.postgres.emit.EmitSettings;
import io.dbmazz.postgres.emit.EmitSettings.Tombstones;
import io.dbmazz.postgres.replication.QueueLimits;
import io.dbmazz.postgres.replication.ReaderSettings;
import io.dbmazz.postgres.replication.RetryLimits;
import io.dbmazz.postgres.replication.StreamOptions;
import io.dbmazz.postgres.setup.ColumnFilter;
import io.dbmazz.postgres.setup.DatabaseSettings;
import io.dbmazz.postgres.setup.IdentityRule;
import io.dbmazz.postgres.setup.MismatchStrategy;
import io.dbmazz.postgres.setup.NamePattern;
import io.dbmazz.postgres.setup.PartitionMode;
import io.dbmazz.postgres.setup.PublicationMode;
import io.dbmazz.postgres.setup.PublicationSettings;
import io.dbmazz.postgres.setup.SetupSettings;
import io.dbmazz.postgres.setup.SlotSettings;
import io.dbmazz.postgres.setup.TableFilter;
import io.dbmazz.postgres.type.SessionSettings;
import io.dbmazz.postgres.type.TypeOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** The source's configuration, checked as far as that is possible without a server. */
final class PostgresSourceConfig extends AbstractConfig {

  private final DatabaseSettings database;

  /**
   * Reads a configuration; unknown keys are left to others.
   *
   * @throws ConfigException naming the key whose value is missing or malformed
   */
  PostgresSourceConfig(Map<String, String> properties) {
    super(SourceKeys.DEFINITION, properties, false);
    CrossChecks.problems(properties)
        .forEach(
            (key, problem) -> {
              throw new ConfigException("Invalid configuration " + key + ": " + problem);
            });
    database = DatabaseParts.of(this);
  }

  DatabaseSettings database() {
    return database;
  }

  String topicPrefix() {
    return getString("topic.prefix");
  }

  String slotName() {
    return getString("slot.name");
  }

  boolean dropsSlotOnStop() {
    return getBoolean("slot.drop.on.stop");
  }

  SetupSettings setup() {
    PublicationSettings publication =
        new PublicationSettings(
            getString("publication.name"),
            choice("publication.autocreate.mode", PublicationMode.class),
            getBoolean("publish.via.partition.root") ? PartitionMode.ROOT : PartitionMode.LEAF);
    SlotSettings slot =
        new SlotSettings(
            slotName(),
            getBoolean("slot.failover") ? SlotSettings.Kind.FAILOVER : SlotSettings.Kind.PLAIN,
            choice("offset.mismatch.strategy", MismatchStrategy.class));
    return new SetupSettings(
        tables(),
        IdentityRule.list(getString("replica.identity.autoset.values")),
        publication,
        slot);
  }

  private TableFilter tables() {
    return new TableFilter(patterns("table.include.list"), patterns("table.exclude.list"));
  }

  private ColumnFilter columns() {
    return new ColumnFilter(patterns("column.include.list"), patterns("column.exclude.list"));
  }

  private List<NamePattern> patterns(String key) {
    return NamePattern.list(getString(key), "public");
  }

  StreamOptions stream() {
    return new StreamOptions(slotName(), getString("publication.name"), SessionSettings.STATEMENTS);
  }

  ReaderSettings reader() {
    return new ReaderSettings(
        "dbmazz-wal-reader-" + topicPrefix(),
        millis("status.update.interval.ms"),
        new QueueLimits(getInt("max.queue.size"), getLong("max.queue.size.in.bytes")),
        new RetryLimits(
            getInt("errors.max.retries"), millis("retriable.restart.connector.wait.ms")));
  }

  ChangeOptions changes() {
    TypeOptions types =
        TypeOptions.parse(
            getString("decimal.handling.mode"),
            getString("binary.handling.mode"),
            getString("interval.handling.mode"),
            getString("hstore.handling.mode"));
    return new ChangeOptions(
        topicPrefix(),
        types,
        getString("unavailable.value.placeholder"),
        tables()::captures,
        columns()::captures);
  }

  EmitSettings emit() {
    return new EmitSettings(
        ConnectorVersion.get(),
        topicPrefix(),
        database.database(),
        getBoolean("tombstones.on.delete") ? Tombstones.AFTER_DELETE : Tombstones.NONE);
  }

  int batchRecords() {
    return getInt("max.batch.size");
  }

  /** Bytes of changes that make a batch full, so that large rows do not fill the heap. */
  long batchBytes() {
    return Math.max(1, getLong("max.queue.size.in.bytes") / 8);
  }

  Duration pollWait() {
    return millis("poll.interval.ms");
  }

  Duration heartbeatInterval() {
    return millis("heartbeat.interval.ms");
  }

  Optional<String> heartbeatQuery() {
    return Optional.of(getString("heartbeat.action.query")).filter(query -> !query.isBlank());
  }

  private Duration millis(String key) {
    return Duration.ofMillis(getLong(key));
  }

  private <E extends Enum<E>> E choice(String key, Class<E> values) {
    return Enum.valueOf(values, getString(key).toUpperCase(Locale.ROOT));
  }
}
