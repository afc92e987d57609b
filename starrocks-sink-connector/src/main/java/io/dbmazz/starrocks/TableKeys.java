package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.KeySpec.choice;
import static io.dbmazz.starrocks.KeySpec.key;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.dbmazz.starrocks.table.AuditColumn;
import io.dbmazz.starrocks.table.CreationOptions;
import io.dbmazz.starrocks.table.DdlTemplate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The keys that say how target tables come to be and change. */
final class TableKeys {

  static final String EVOLUTION = "schema.evolution";
  static final String EVOLUTION_TIMEOUT = "schema.evolution.timeoutms";
  static final String CREATE_TABLES = "auto.create.tables";
  static final String CREATE_PROPERTIES = "auto.create.properties";
  static final String CREATE_BUCKETS = "auto.create.buckets";
  static final String CREATE_TEMPLATE = "auto.create.template";

  private static final String NONE = "none";

  private TableKeys() {}

  /** Hands over each key with its documentation. */
  static void define(BiConsumer<KeySpec, String> keys) {
    keys.accept(
        choice(EVOLUTION, NONE, Choices.of(NONE, "add")),
        "What becomes of columns that rows bring and the target lacks. none: the task stops and"
            + " says which ALTER TABLE mends it. add: they are added, columns whose type was widened"
            + " are widened where StarRocks can, and the target is kept like its source: columns"
            + " that rows no longer bring stay and are NULL in rows that come from then on, unless"
            + " they have a default. Needs records with a schema, and the privilege ALTER.");
    keys.accept(
        key(EVOLUTION_TIMEOUT, ConfigDef.Type.LONG)
            .fallback(1_800_000L)
            .checked(between(1000, Long.MAX_VALUE))
            .importance(Importance.LOW),
        "Milliseconds after which a task stops that waits for StarRocks to change a table, which"
            + " takes long where a large one is written anew. Rows wait meanwhile: none is loaded"
            + " before its columns are there.");
    creation(keys);
  }

  private static void creation(BiConsumer<KeySpec, String> keys) {
    keys.accept(
        key(CREATE_TABLES, ConfigDef.Type.BOOLEAN).fallback(false),
        "Whether a missing table is created from the schema of the first record for it: a PRIMARY"
            + " KEY table where records have a key, else a DUPLICATE KEY table; false stops the"
            + " task instead. The user needs the privilege CREATE TABLE on the database and those"
            + " of starrocks.username on the new table.");
    keys.accept(
        key(CREATE_PROPERTIES, ConfigDef.Type.STRING)
            .fallback("")
            .checked(Parsed.as("name=value;...", CreationOptions::properties))
            .importance(Importance.LOW),
        "PROPERTIES of the tables that auto.create.tables creates: name=value;name=value, such as"
            + " replication_num=1 where there are fewer than three back ends. By default those of"
            + " the server.");
    keys.accept(
        key(CREATE_BUCKETS, ConfigDef.Type.INT)
            .fallback(0)
            .checked(between(0, Integer.MAX_VALUE))
            .importance(Importance.LOW),
        "Buckets of the tables that auto.create.tables creates; 0 leaves the number to StarRocks,"
            + " from 2.5.7.");
    keys.accept(
        key(CREATE_TEMPLATE, ConfigDef.Type.STRING)
            .fallback(DdlTemplate.PLAIN)
            .checked(Parsed.as("a statement with {table}, {columns}, {model}", DdlTemplate::of))
            .importance(Importance.LOW),
        "The statement by which auto.create.tables creates a table, for clauses it would not have,"
            + " such as PARTITION BY or ORDER BY. In it {table}, {columns}, {model} (PRIMARY KEY"
            + " (...) or DUPLICATE KEY (...)), {keys} (their names), {buckets} (BUCKETS n) and"
            + " {properties} (PROPERTIES (...)) stand for what differs between tables.");
  }

  /** How long a table may take to get new columns; empty when it does not. */
  static Optional<Duration> evolutionTimeout(AbstractConfig config) {
    return config.getString(EVOLUTION).equals(NONE)
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(config.getLong(EVOLUTION_TIMEOUT)));
  }

  /** How missing tables are created; empty when they are not. */
  static Optional<CreationOptions> creation(AbstractConfig config, AuditColumn.Mode audit) {
    return config.getBoolean(CREATE_TABLES)
        ? Optional.of(
            new CreationOptions(
                CreationOptions.properties(config.getString(CREATE_PROPERTIES)),
                config.getInt(CREATE_BUCKETS),
                audit,
                DdlTemplate.of(config.getString(CREATE_TEMPLATE))))
        : Optional.empty();
  }
}
