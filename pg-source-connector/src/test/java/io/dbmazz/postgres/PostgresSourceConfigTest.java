package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.change.Transfer;
import io.dbmazz.postgres.emit.EmitSettings.Tombstones;
import io.dbmazz.postgres.replication.PluginOption;
import io.dbmazz.postgres.replication.QueueLimits;
import io.dbmazz.postgres.replication.RetryLimits;
import io.dbmazz.postgres.setup.DatabaseSettings;
import io.dbmazz.postgres.setup.MismatchStrategy;
import io.dbmazz.postgres.setup.PartitionMode;
import io.dbmazz.postgres.setup.PublicationMode;
import io.dbmazz.postgres.setup.SlotSettings;
import io.dbmazz.postgres.setup.VersionedKey;
import io.dbmazz.postgres.type.TypeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresSourceConfigTest {

  private static final long EIGHTH_OF_HEAP = Runtime.getRuntime().maxMemory() / 8;

  private static Map<String, String> least() {
    Map<String, String> properties = new HashMap<>();
    properties.put("database.url", "postgres://u:p@h:5433/shop");
    properties.put("topic.prefix", "shop");
    properties.put("slot.name", "shop_slot");
    properties.put("publication.name", "shop_pub");
    return properties;
  }

  private static PostgresSourceConfig with(String... changes) {
    Map<String, String> properties = least();
    for (int i = 0; i < changes.length; i += 2) {
      properties.put(changes[i], changes[i + 1]);
    }
    return new PostgresSourceConfig(properties);
  }

  @Test
  void defaultsAreThoseOfTheReference() {
    PostgresSourceConfig config = with();

    assertThat(config.heartbeatInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.heartbeatQuery()).isEmpty();
    assertThat(config.batchRecords()).isEqualTo(2048);
    assertThat(config.pollWait()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.dropsSlotOnStop()).isFalse();
    assertThat(config.reader().statusInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.reader().queue())
        .isEqualTo(new QueueLimits(8192, Math.min(64L * 1024 * 1024, EIGHTH_OF_HEAP)));
    assertThat(config.reader().retries()).isEqualTo(new RetryLimits(-1, Duration.ofSeconds(10)));
    assertThat(config.emit().tombstones()).isEqualTo(Tombstones.AFTER_DELETE);
    assertThat(config.changes().types()).isEqualTo(TypeOptions.defaults());
    assertThat(config.setup().publication().mode()).isEqualTo(PublicationMode.FILTERED);
    assertThat(config.setup().publication().partitions()).isEqualTo(PartitionMode.ROOT);
    assertThat(config.setup().slot())
        .isEqualTo(
            new SlotSettings("shop_slot", SlotSettings.Kind.PLAIN, MismatchStrategy.TRUST_OFFSET));
  }

  @Test
  void queueTakesNoMoreThanAnEighthOfTheHeap() {
    PostgresSourceConfig config =
        with("max.queue.size.in.bytes", Long.toString(EIGHTH_OF_HEAP + 1));

    assertThat(config.reader().queue().bytes()).isEqualTo(EIGHTH_OF_HEAP);
    assertThat(config.batchBytes()).isEqualTo(EIGHTH_OF_HEAP / 8);
  }

  @Test
  void databaseIsReadFromSingleKeys() {
    Map<String, String> properties = least();
    properties.remove("database.url");
    properties.put("database.hostname", "h");
    properties.put("database.user", "u");
    properties.put("database.password", "p");
    properties.put("database.dbname", "shop");
    properties.put("database.sslrootcert", "/ca.pem");

    assertThat(new PostgresSourceConfig(properties).database())
        .isEqualTo(
            new DatabaseSettings(
                "h:5432", "shop", "u", "p", Map.of("sslmode", "prefer", "sslrootcert", "/ca.pem")));
  }

  @Test
  void keysBesideTheUrlWin() {
    DatabaseSettings database =
        with(
                "database.url", "postgres://u:p@h/shop?sslmode=require",
                "database.user", "other",
                "database.password", "secret",
                "database.sslmode", "verify-full")
            .database();

    assertThat(database)
        .isEqualTo(
            new DatabaseSettings("h", "shop", "other", "secret", Map.of("sslmode", "verify-full")));
  }

  @Test
  void urlsSslModeIsNotOverriddenByADefault() {
    assertThat(with("database.url", "postgres://u@h/shop?sslmode=require").database().properties())
        .containsEntry("sslmode", "require");
  }

  @ParameterizedTest
  @CsvSource({
    "slot.name, Shop",
    "topic.prefix, sh op",
    "plugin.name, decoderbufs",
    "snapshot.mode, never",
    "database.sslmode, on",
    "max.queue.size, many",
    "max.queue.size.in.bytes, 0",
    "heartbeat.interval.ms, -1",
    "table.include.list, 'public.('",
    "message.prefix.include.list, '('",
    "streaming.mode, parallel",
    "replication.origin, some",
    "replica.identity.autoset.values, public.orders",
    "offset.mismatch.strategy, no_validation",
    "publication.autocreate.mode, some",
    "schema.include.list, '('",
    "column.exclude.list, orders.note",
    "column.mask.with.x.chars, public.orders.note",
    "message.key.columns, public.orders",
    "skipped.operations, x",
    "time.precision.mode, connect",
    "database.url, mysql://h/db",
    "database.hostname, other"
  })
  void malformedValueIsRefusedAndItsKeyNamed(String key, String value) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  @Test
  void includeAndExcludeListExcludeEachOther() {
    assertThatThrownBy(() -> with("table.include.list", "a", "table.exclude.list", "b"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("table.exclude.list");
  }

  @Test
  void publicationWithoutTablesIsNotCreated() {
    assertThat(with("publication.autocreate.mode", "no_tables").setup().publication().mode())
        .isEqualTo(PublicationMode.DISABLED);
  }

  @Test
  void messagesCannotBeStreamed() {
    assertThatThrownBy(() -> with("message.prefix.include.list", "a", "streaming.mode", "on"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("message.prefix.include.list: cannot be set together with streaming");
  }

  @Test
  void pluginIsAskedForWhatTheKeysSay() {
    assertThat(with().stream().options()).isEmpty();
    assertThat(with("slot.two.phase", "true", "replication.origin", "none").stream().options())
        .containsExactlyInAnyOrder(PluginOption.TWO_PHASE, PluginOption.LOCAL_ORIGIN);
    assertThat(with("binary.transfer", "true").stream().options())
        .containsExactly(PluginOption.BINARY);
    assertThat(with("binary.transfer", "true").changes().transfer()).isEqualTo(Transfer.BINARY);
    assertThat(with("binary.transfer", "true").setup().versionedKeys())
        .containsExactly(new VersionedKey("binary.transfer", 14));
    assertThat(with("streaming.mode", "on").setup().versionedKeys())
        .containsExactly(new VersionedKey("streaming.mode", 14));
    assertThat(with("message.prefix.exclude.list", "a").setup().versionedKeys())
        .containsExactly(new VersionedKey("message.prefix.exclude.list", 14));
  }

  @Test
  void spoolIsInTheDirectoryOfTemporaryFilesUnlessItIsSet() {
    assertThat(with().spool().directory()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    assertThat(with("spool.directory", "/var/spool").spool().directory())
        .isEqualTo(Path.of("/var/spool"));
    assertThat(with("spool.memory.bytes", Long.toString(Long.MAX_VALUE)).spool().memoryBytes())
        .isEqualTo(EIGHTH_OF_HEAP);
  }

  @Test
  void keysOfOthersAreTolerated() {
    assertThat(with("transforms", "route", "plugin.name", "pgoutput").topicPrefix())
        .isEqualTo("shop");
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(with("database.password", "secret").values().toString())
        .doesNotContain("secret")
        .doesNotContain("postgres://");
  }

  @Test
  void everyKeyIsDocumented() {
    for (ConfigKey key : SourceKeys.DEFINITION.configKeys().values()) {
      assertThat(key.documentation).as(key.name).endsWith(".");
      assertThat(key.displayName).as(key.name).isNotEqualTo(key.name);
      assertThat(key.group).as(key.name).isNotNull();
    }
  }
}
