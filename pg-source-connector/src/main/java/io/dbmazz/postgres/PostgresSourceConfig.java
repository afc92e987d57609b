package io.dbmazz.postgres;

import io.dbmazz.postgres.change.ChangeOptions;
import io.dbmazz.postgres.change.Transfer;
import io.dbmazz.postgres.emit.EmitSettings;
import io.dbmazz.postgres.emit.EmitSettings.Tombstones;
import io.dbmazz.postgres.replication.PluginOption;
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
import io.dbmazz.postgres.setup.SchemaFilter;
import io.dbmazz.postgres.setup.SetupSettings;
import io.dbmazz.postgres.setup.SlotSettings;
import io.dbmazz.postgres.setup.SnapshotMode;
import io.dbmazz.postgres.setup.TableFilter;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.setup.VersionedKey;
import io.dbmazz.postgres.snapshot.SnapshotSettings;
import io.dbmazz.postgres.snapshot.incremental.ReadSettings;
import io.dbmazz.postgres.spool.SpoolSettings;
import io.dbmazz.postgres.type.CatalogConnection;
import io.dbmazz.postgres.type.SessionSettings;
import io.dbmazz.postgres.type.TypeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** The source's configuration, checked as far as that is possible without a server. */
final class PostgresSourceConfig extends AbstractConfig {

  /**
   * Part of the heap that a change may take as a message; as a record it takes several times it.
   */
  private static final int HEAP_SHARE = 8;

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

  long maxRetainedBytes() {
    return getLong("slot.max.retained.bytes");
  }

  boolean dropsSlotOnStop() {
    return getBoolean("slot.drop.on.stop");
  }

  SetupSettings setup() {
    PublicationSettings publication =
        new PublicationSettings(
            getString("publication.name"),
            publicationMode(),
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
        slot,
        choice("snapshot.mode", SnapshotMode.class),
        versionedKeys());
  }

  SnapshotSettings snapshot() {
    return new SnapshotSettings(
        choice("snapshot.mode", SnapshotMode.class),
        getInt("snapshot.max.threads"),
        queueBytes(),
        getString("publication.name"),
        changes(),
        signalTable());
  }

  private PublicationMode publicationMode() {
    return getString("publication.autocreate.mode").equals("no_tables")
        ? PublicationMode.DISABLED
        : choice("publication.autocreate.mode", PublicationMode.class);
  }

  private static List<NamePattern> join(List<NamePattern> one, List<NamePattern> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  /** The table that signals are inserted into. */
  Optional<TableName> signalTable() {
    return patterns("signal.data.collection").stream()
        .findFirst()
        .map(
            entry -> {
              String name = entry.text().indexOf('.') < 0 ? "public." + entry.text() : entry.text();
              int dot = name.indexOf('.');
              return new TableName(name.substring(0, dot), name.substring(dot + 1));
            });
  }

  /**
   * How tables are read beside the stream.
   *
   * @param opener of connections to the database
   */
  ReadSettings reading(CatalogConnection.Opener opener) {
    return new ReadSettings(
        opener,
        changes(),
        getString("publication.name"),
        getInt("incremental.snapshot.chunk.size"),
        batchBytes(),
        "dbmazz-snapshot-" + topicPrefix());
  }

  private TableFilter tables() {
    SchemaFilter schemas =
        new SchemaFilter(
            NamePattern.unqualified(getString("schema.include.list")),
            NamePattern.unqualified(getString("schema.exclude.list")));
    List<NamePattern> include = patterns("table.include.list");
    return new TableFilter(
        schemas,
        include.isEmpty() ? include : join(include, patterns("signal.data.collection")),
        join(patterns("table.exclude.list"), patterns("table.ignore.list")));
  }

  private ColumnRules columns() {
    ColumnFilter filter =
        new ColumnFilter(
            NamePattern.columns(getString("column.include.list")),
            NamePattern.columns(getString("column.exclude.list")));
    return new ColumnRules(
        filter, MaskKeys.rules(originals()), KeyRule.list(getString("message.key.columns")));
  }

  private List<NamePattern> patterns(String key) {
    return NamePattern.list(getString(key), "public");
  }

  StreamOptions stream() {
    return new StreamOptions(
        slotName(),
        getString("publication.name"),
        SessionSettings.STATEMENTS,
        pluginOptions().keySet());
  }

  /** What pgoutput is asked for, and the key that asks for it. */
  private Map<PluginOption, String> pluginOptions() {
    Map<PluginOption, String> options = new EnumMap<>(PluginOption.class);
    if (getString("streaming.mode").equals("on")) {
      options.put(PluginOption.STREAMING, "streaming.mode");
    }
    if (getBoolean("slot.two.phase")) {
      options.put(PluginOption.TWO_PHASE, "slot.two.phase");
    }
    if (getString("replication.origin").equals("none")) {
      options.put(PluginOption.LOCAL_ORIGIN, "replication.origin");
    }
    if (getBoolean("binary.transfer")) {
      options.put(PluginOption.BINARY, "binary.transfer");
    }
    messages().key().ifPresent(key -> options.put(PluginOption.MESSAGES, key));
    return options;
  }

  private List<VersionedKey> versionedKeys() {
    return pluginOptions().entrySet().stream()
        .map(option -> new VersionedKey(option.getValue(), option.getKey().since()))
        .toList();
  }

  SpoolSettings spool() {
    String directory = getString("spool.directory");
    return new SpoolSettings(
        withinHeap(getLong("spool.memory.bytes")),
        Path.of(directory.isBlank() ? System.getProperty("java.io.tmpdir") : directory));
  }

  ReaderSettings reader() {
    return new ReaderSettings(
        "dbmazz-wal-reader-" + topicPrefix(),
        millis("status.update.interval.ms"),
        new QueueLimits(getInt("max.queue.size"), queueBytes()),
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
        columns(),
        SkippedOperations.parse(getString("skipped.operations")),
        getBoolean("binary.transfer") ? Transfer.BINARY : Transfer.TEXT);
  }

  EmitSettings emit() {
    return new EmitSettings(
        ConnectorVersion.get(),
        topicPrefix(),
        database.database(),
        getBoolean("tombstones.on.delete") ? Tombstones.AFTER_DELETE : Tombstones.NONE,
        messages());
  }

  private MessagePrefixes messages() {
    return new MessagePrefixes(
        MessagePrefixes.list(getString(MessagePrefixes.INCLUDE)),
        MessagePrefixes.list(getString(MessagePrefixes.EXCLUDE)));
  }

  int batchRecords() {
    return getInt("max.batch.size");
  }

  /** Bytes of changes that make a batch full, so that large rows do not fill the heap. */
  long batchBytes() {
    return Math.max(1, queueBytes() / 8);
  }

  /** No more than an eighth of the heap, whatever was asked for: the records come on top. */
  private long queueBytes() {
    return withinHeap(getLong("max.queue.size.in.bytes"));
  }

  private static long withinHeap(long bytes) {
    return Math.min(bytes, Runtime.getRuntime().maxMemory() / 8);
  }

  /** Bytes that one change may have. */
  long changeBytes() {
    long given = getLong("max.change.size.in.bytes");
    return given > 0 ? given : Runtime.getRuntime().maxMemory() / HEAP_SHARE;
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
