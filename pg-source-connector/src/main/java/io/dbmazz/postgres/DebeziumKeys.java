package io.dbmazz.postgres;

import static io.dbmazz.postgres.DebeziumKey.ignored;
import static io.dbmazz.postgres.DebeziumKey.refused;

import io.dbmazz.postgres.DebeziumKey.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What becomes of configurations that were made for Debezium's PostgreSQL connector, 3.x: each of
 * its keys is one of ours, or harmless, or ignored with a word, or refused. A key that {@link
 * SourceKeys} defines is never looked at here.
 */
final class DebeziumKeys {

  private static final String NO_DECORATION = "records have Debezium's schemas without it";
  private static final String WHOLE_SNAPSHOT = "a snapshot reads all captured tables whole";

  private static final List<DebeziumKey> KEYS =
      List.of(
          refused("converters", "custom converters are not run; use a transformation of Connect"),
          refused(
              "post.processors", "post processors are not run; use a transformation of Connect"),
          refused(
              "topic.naming.strategy",
              "topics are <topic.prefix>.<schema>.<table>; use Connect's RegexRouter",
              "io.debezium.schema.SchemaTopicNamingStrategy",
              "io.debezium.schema.DefaultTopicNamingStrategy"),
          refused("topic.delimiter", "topics have dots; use Connect's RegexRouter", "."),
          refused(
              "time.precision.mode",
              "dates and times are exact to the microsecond; use Connect's TimestampConverter",
              "adaptive",
              "adaptive_time_microseconds",
              "microseconds"),
          refused(
              "database.sslfactory",
              "custom socket factories are not used; set database.sslmode and"
                  + " database.sslrootcert"),
          refused("slot.stream.params", "parameters are not passed on to the output plugin"),
          refused(
              "flush.lsn.source",
              "this connector confirms to the slot what is stored; nobody else may move it",
              "true"),
          refused(
              "lsn.flush.mode",
              "this connector confirms to the slot what is stored; nobody else may move it. Remove"
                  + " the key; should the slot then be found ahead of Debezium's offset, because"
                  + " the driver has moved it: offset.mismatch.strategy=trust_greater_lsn",
              "connector"),
          refused(
              "snapshot.select.statement.overrides",
              WHOLE_SNAPSHOT + "; give the publication a row filter (PostgreSQL 15) instead"),
          ignored("snapshot.include.collection.list", WHOLE_SNAPSHOT),
          ignored("snapshot.query.mode", WHOLE_SNAPSHOT, "select_all"),
          ignored("snapshot.locking.mode", "a snapshot locks no table", "none"),
          ignored("snapshot.mode.configuration.based", "snapshot.mode alone decides", "false"),
          ignored("snapshot.delay.ms", "nothing is delayed", "0"),
          ignored("streaming.delay.ms", "nothing is delayed", "0"),
          ignored("signal.data.collection", "signals are not read"),
          ignored("signal.enabled.channels", "signals come from no other channel", "source"),
          ignored("notification.enabled.channels", "there are no notifications but logs", "log"),
          ignored("read.only", "nothing is written to the source in any case", "false", "true"),
          ignored(
              "skip.messages.without.change", "updates that change nothing are emitted", "false"),
          ignored("table.ignore.builtin", "the server's own tables are never captured", "true"),
          ignored(
              "provide.transaction.metadata", "source.txId, commit_lsn and ordinal tell", "false"),
          ignored("column.propagate.source.type", NO_DECORATION),
          ignored("datatype.propagate.source.type", NO_DECORATION),
          ignored("include.schema.comments", NO_DECORATION, "false"),
          ignored(
              "schema.name.adjustment.mode",
              NO_DECORATION + "; Avro's converter has scrub.invalid.names",
              "none"),
          ignored(
              "field.name.adjustment.mode",
              NO_DECORATION + "; Avro's converter has scrub.invalid.names",
              "none"),
          ignored("money.fraction.digits", "money has the digits of the database's lc_monetary"),
          ignored("xmin.fetch.interval.ms", "source has no xmin", "0"),
          ignored(
              "event.processing.failure.handling.mode",
              "a change that fails stops the task",
              "fail"),
          ignored(
              "event.converting.failure.handling.mode",
              "a value that cannot be converted stops the task; it never becomes NULL",
              "fail"),
          ignored("database.initial.statements", "sessions have fixed settings"),
          ignored("heartbeat.topics.prefix", "heartbeats keep their topic", "__debezium-heartbeat"),
          ignored("topic.heartbeat.prefix", "heartbeats keep their topic", "__debezium-heartbeat"),
          ignored("topic.heartbeat.name", "heartbeats keep their topic"),
          ignored("custom.metric.tags", "metrics have no further tags"),
          ignored("guardrail.collections.max", "any number of tables is captured", "0"),
          ignored("openlineage.integration.enabled", "no lineage is reported", "false"),
          ignored(
              "sourceinfo.struct.maker",
              "source has its fixed fields",
              "io.debezium.connector.postgresql.PostgresSourceInfoStructMaker"));

  /** Pace, sizes, time-outs and the inside of Debezium: whatever they say, records are the same. */
  private static final Set<String> HARMLESS =
      Set.of(
          "connection.validation.timeout.ms",
          "custom.sanitize.pattern",
          "database.connection.factory.class",
          "database.query.timeout.ms",
          "database.tcpKeepAlive",
          "executor.shutdown.timeout.ms",
          "extended.headers.enabled",
          "guardrail.collections.limit.action",
          "include.unknown.datatypes",
          "incremental.snapshot.allow.schema.changes",
          "incremental.snapshot.chunk.size",
          "incremental.snapshot.watermarking.strategy",
          "internal",
          "legacy.snapshot.max.threads",
          "lsn.flush.timeout.action",
          "lsn.flush.timeout.ms",
          "memory.management.schemas.class",
          "memory.management.tables.class",
          "notification.sink.topic.name",
          "openlineage.integration",
          "poll.dispatch.interval.ms",
          "query.fetch.size",
          "queue.provider.type",
          "schema.refresh.mode",
          "signal.poll.interval.ms",
          "slot.max.retries",
          "slot.retry.delay.ms",
          "snapshot.fetch.size",
          "snapshot.isolation.mode",
          "snapshot.lock.timeout.ms",
          "snapshot.locking.mode.custom.name",
          "snapshot.max.threads",
          "snapshot.max.threads.multiplier",
          "snapshot.mode.custom.name",
          "snapshot.query.mode.custom.name",
          "snapshot.tables.order.by.row.count",
          "statistics.metrics.enabled",
          "topic.cache.size",
          "topic.transaction",
          "transaction.metadata.factory");

  private DebeziumKeys() {}

  /** Problems by key: values without which other records would come than were asked for. */
  static Map<String, String> refusals(Map<String, String> properties) {
    return remarks(properties, Effect.REFUSED);
  }

  /** One line for each key whose value is ignored and would have made a difference. */
  static List<String> warnings(Map<String, String> properties) {
    return remarks(properties, Effect.IGNORED).entrySet().stream()
        .map(ignored -> ignored.getKey() + " is ignored: " + ignored.getValue())
        .toList();
  }

  private static Map<String, String> remarks(Map<String, String> properties, Effect effect) {
    Map<String, String> remarks = new TreeMap<>();
    properties.forEach(
        (key, value) ->
            find(key)
                .filter(known -> known.effect() == effect && value != null && known.matters(value))
                .ifPresent(known -> remarks.put(key, known.remark())));
    return remarks;
  }

  private static Optional<DebeziumKey> find(String key) {
    return isOurs(key)
        ? Optional.empty()
        : KEYS.stream().filter(known -> known.isMeantBy(key)).findFirst();
  }

  private static boolean isOurs(String key) {
    return SourceKeys.DEFINITION.names().contains(key);
  }

  /** Whether it is known what becomes of a key. */
  static boolean knows(String key) {
    Predicate<String> family = name -> key.equals(name) || key.startsWith(name + ".");
    return isOurs(key) || find(key).isPresent() || HARMLESS.stream().anyMatch(family);
  }
}
