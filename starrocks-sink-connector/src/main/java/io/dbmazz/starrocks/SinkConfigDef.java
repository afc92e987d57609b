package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.KeySpec.choice;
import static io.dbmazz.starrocks.KeySpec.key;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;

/**
 * The keys. Those of StarRocks' own Kafka connector keep its names, defaults and ranges where they
 * mean the same.
 */
final class SinkConfigDef {

  static final String HTTP_URL = "starrocks.http.url";
  static final String JDBC_URL = "starrocks.jdbc.url";
  static final String DATABASE = "starrocks.database.name";
  static final String USERNAME = "starrocks.username";
  static final String PASSWORD = "starrocks.password";
  static final String TOPIC_TABLES = "starrocks.topic2table.map";
  static final String TOPIC_REGEX = "starrocks.topic2table.regex";
  static final String TOPIC_REPLACEMENT = "starrocks.topic2table.replacement";
  static final String ENVELOPE = "starrocks.envelope";
  static final String DELETE_ENABLED = "starrocks.delete.enabled";
  static final String REDIRECT_HOSTS = "redirect.host.map";
  static final String CONNECT_TIMEOUT = "connect.timeoutms";
  static final String MAX_BYTES = "bufferflush.maxbytes";
  static final String MAX_ROWS = "bufferflush.maxrows";
  static final String INTERVAL = "bufferflush.intervalms";
  static final String MAX_RETRIES = "sink.maxretries";
  static final String DELETE_MODE = "delete.mode";
  static final String TRUNCATE_MODE = "truncate.mode";
  static final String AUDIT_COLUMNS = "audit.columns";
  static final String GUARANTEE = "delivery.guarantee";
  static final String OFFSETS_TABLE = "offsets.table.name";

  private final ConfigDef def = new ConfigDef();
  private String group = "";
  private int order;

  private SinkConfigDef() {}

  static ConfigDef define() {
    SinkConfigDef keys = new SinkConfigDef();
    keys.connection();
    keys.tables();
    keys.loading();
    return keys.def;
  }

  private void group(String name) {
    group = name;
    order = 0;
  }

  private void add(KeySpec key, String documentation) {
    def.define(key.toConfigKey(group, ++order, documentation));
  }

  private void connection() {
    group("Connection");
    add(
        key(HTTP_URL, ConfigDef.Type.STRING)
            .checked(new HttpEndpoints.Valid())
            .importance(Importance.HIGH),
        "HTTP addresses of StarRocks front ends or back ends, separated by commas or semicolons,"
            + " with or without http://, such as fe1:8030,fe2:8030. When one does not answer,"
            + " another is tried.");
    add(
        key(DATABASE, ConfigDef.Type.STRING)
            .checked(new NonEmptyString())
            .importance(Importance.HIGH),
        "Database of the target tables.");
    add(
        key(USERNAME, ConfigDef.Type.STRING)
            .checked(new NonEmptyString())
            .importance(Importance.HIGH),
        "User with the privileges SELECT and INSERT on the target tables, ALTER to add the audit"
            + " columns.");
    add(
        key(PASSWORD, ConfigDef.Type.PASSWORD).fallback("").importance(Importance.HIGH),
        "Password of the user. Back ends have no TLS: it crosses the network in clear, as Basic"
            + " authentication.");
    add(
        key(JDBC_URL, ConfigDef.Type.STRING).fallback(null).checked(new JdbcUrl()),
        "SQL port of the front ends, such as jdbc:mysql://fe1:9030,fe2:9030. By default the first"
            + " host of starrocks.http.url at port 9030. Table definitions are read and audit"
            + " columns are added through it.");
    add(
        key(REDIRECT_HOSTS, ConfigDef.Type.STRING).fallback("").checked(PairList.ADDRESSES),
        "Back ends that are reached at another address than the one a front end redirects to:"
            + " from:port=to:port, separated by commas, such as 127.0.0.1:8040=starrocks:8040. The"
            + " addresses on the right get the password, as those in starrocks.http.url do.");
    add(
        key(CONNECT_TIMEOUT, ConfigDef.Type.INT)
            .fallback(1000)
            .checked(between(100, 60_000))
            .importance(Importance.LOW),
        "Milliseconds to wait for a connection to StarRocks.");
  }

  private void tables() {
    group("Tables and rows");
    add(
        key(TOPIC_TABLES, ConfigDef.Type.STRING).fallback("").checked(PairList.NAMES),
        "Tables of topics: topic1:table1,topic2:table2. A topic that is not listed, and does not fit"
            + " starrocks.topic2table.regex, goes to the table that its records name (source.table"
            + " of envelopes, __table of flattened rows), else to the last part of its name. Two"
            + " source tables may share a target only when both are sent there by these keys. The"
            + " tables named here, and those of topics named server.schema.table in topics, must"
            + " exist when a task starts, unless auto.create.tables is true.");
    add(
        key(TOPIC_REGEX, ConfigDef.Type.STRING).fallback(null).importance(Importance.LOW),
        "Regular expression for the whole names of topics that starrocks.topic2table.map does not"
            + " list. Topics that fit go to the table that starrocks.topic2table.replacement"
            + " names, several of them to one table if it says so, such as"
            + " shop_[0-9]+\\.public\\.(.*) with $1.");
    add(
        key(TOPIC_REPLACEMENT, ConfigDef.Type.STRING).fallback("$1").importance(Importance.LOW),
        "Table of the topics that fit starrocks.topic2table.regex, with $1 for the first group of"
            + " the expression, or ${name} for a named one.");
    add(
        choice(DELETE_MODE, "soft", Choices.of("soft", "hard", "ignore")),
        "What a delete does: soft marks the row in the audit columns, hard removes it, ignore"
            + " leaves it as it was.");
    add(
        key(DELETE_ENABLED, ConfigDef.Type.BOOLEAN).fallback(null).importance(Importance.LOW),
        "A key of StarRocks' own connector: true is delete.mode=hard, false is delete.mode=ignore.");
    add(
        choice(ENVELOPE, "debezium", Choices.of("debezium", "none")).importance(Importance.LOW),
        "A key of StarRocks' own connector. Envelopes and plain rows are told apart by themselves,"
            + " whichever value it has.");
    add(
        choice(TRUNCATE_MODE, "truncate", Choices.of("truncate", "ignore", "fail"))
            .importance(Importance.LOW),
        "What a TRUNCATE of the source table does: truncate empties the target, in order with the"
            + " changes around it; ignore leaves its rows; fail stops the task. The order is kept"
            + " only within a partition: truncate stops the task when the topic has several.");
    add(
        key(AUDIT_COLUMNS, ConfigDef.Type.BOOLEAN).fallback(true),
        "Whether to load dbmazz_op_type, dbmazz_is_deleted, dbmazz_synced_at and"
            + " dbmazz_cdc_version, and to add them to target tables that lack them, when a task"
            + " starts or gets their topics. Soft deletes need them.");
    TableKeys.define(this::add);
  }

  private void loading() {
    group("Loading");
    add(
        key(MAX_BYTES, ConfigDef.Type.LONG)
            .fallback(64L << 20)
            .checked(between(1L << 20, 10L << 30)),
        "Estimated bytes of memory for the rows that are buffered or being loaded, all tables"
            + " together. A table that holds half of it is loaded at once; when all is used, no"
            + " more records are taken until a load is done.");
    add(
        key(MAX_ROWS, ConfigDef.Type.INT).fallback(100_000).checked(between(1, Integer.MAX_VALUE)),
        "Rows of a table that make it due. Many changes of one key count once. Few large loads are"
            + " better than many small ones: each makes a new version of every tablet it touches.");
    add(
        key(INTERVAL, ConfigDef.Type.LONG).fallback(1000L).checked(between(1, 3_600_000L)),
        "Milliseconds after which a buffered row is due. Rows that come while their table is being"
            + " loaded go with its next load.");
    add(
        key(MAX_RETRIES, ConfigDef.Type.INT)
            .fallback(3)
            .checked(between(-1, Integer.MAX_VALUE))
            .importance(Importance.LOW),
        "How often a load that failed for a passing reason is sent again, with the same label,"
            + " before the failure is reported to the worker; -1 is a thousand times. The worker pauses reading and the"
            + " load is tried again, until StarRocks takes it: no row is dropped.");
    add(
        choice(GUARANTEE, "effectively-once", Choices.of("effectively-once", "exactly-once")),
        "effectively-once: every change is loaded at least once, and loading it again leaves a"
            + " PRIMARY KEY table as it is. exactly-once: the rows of all tables and the offsets"
            + " behind them are committed in one transaction, so that no row is loaded twice in"
            + " tables without a key either; it needs StarRocks 4.0.");
    add(
        key(OFFSETS_TABLE, ConfigDef.Type.STRING)
            .fallback("dbmazz_sink_offsets")
            .checked(new NonEmptyString())
            .importance(Importance.LOW),
        "With delivery.guarantee=exactly-once, the table that keeps the offsets, in the database of"
            + " the targets. It is created when it is missing, and several connectors may share"
            + " it: its rows carry their names.");
  }
}
