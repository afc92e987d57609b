package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.FlushLimits;
import io.dbmazz.starrocks.change.ChangeOptions;
import io.dbmazz.starrocks.change.DeleteMode;
import io.dbmazz.starrocks.change.TopicPattern;
import io.dbmazz.starrocks.change.TruncateMode;
import io.dbmazz.starrocks.load.LoaderOptions;
import io.dbmazz.starrocks.load.UserHeaders;
import io.dbmazz.starrocks.table.AuditColumn;
import io.dbmazz.starrocks.table.CreationOptions;
import io.dbmazz.starrocks.table.TableId;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The configuration of one task, checked. Keys it does not know belong to Connect. */
final class StarRocksSinkConfig extends AbstractConfig {

  static final ConfigDef DEFINITION = SinkConfigDef.define();
  static final String HEADER_PREFIX = "sink.properties.";

  /** Every failure is kept until its load is done or reported, so that none can be for ever. */
  private static final int ENDLESS = 1000;

  private static final Pattern TABLE_TOPIC = Pattern.compile("(?!__)[^.]+(\\.[^.]+){2,}");

  /**
   * Parses.
   *
   * @throws ConfigException naming the first key that is wrong and what to set
   */
  StarRocksSinkConfig(Map<String, String> properties) {
    super(DEFINITION, properties, false);
    UserHeaders.check(headers());
    topicPattern();
    Optional<String> conflict = Deletes.conflict(originals(), deletes(), auditColumns());
    if (conflict.isPresent()) {
      throw Problems.at(SinkConfigDef.DELETE_MODE, conflict.get());
    }
  }

  /** What the loader needs. */
  LoaderOptions loaderOptions() {
    return new LoaderOptions(
        endpoints(),
        username(),
        password(),
        connectTimeout(),
        maxRetries(),
        headers(),
        PairList.ADDRESSES.parse(getString(SinkConfigDef.REDIRECT_HOSTS)),
        audit(),
        LoaderOptions.LABEL_PREFIX);
  }

  /** Whether positions are kept in StarRocks and committed with the rows. */
  boolean exactlyOnce() {
    return getString(SinkConfigDef.GUARANTEE).equals("exactly-once");
  }

  TableId offsetsTable() {
    return new TableId(changeOptions().database(), getString(SinkConfigDef.OFFSETS_TABLE));
  }

  /** Name of the connector, as Connect gives it to every task. */
  String connector() {
    return originalsStrings().getOrDefault("name", "starrocks-sink");
  }

  String jdbcUrl() {
    String given = getString(SinkConfigDef.JDBC_URL);
    return given == null ? JdbcUrl.of(endpoints()) : given;
  }

  String username() {
    return getString(SinkConfigDef.USERNAME);
  }

  Password password() {
    return getPassword(SinkConfigDef.PASSWORD);
  }

  Duration connectTimeout() {
    return Duration.ofMillis(getInt(SinkConfigDef.CONNECT_TIMEOUT));
  }

  FlushLimits flushLimits() {
    return new FlushLimits(
        getInt(SinkConfigDef.MAX_ROWS),
        getLong(SinkConfigDef.MAX_BYTES),
        Duration.ofMillis(getLong(SinkConfigDef.INTERVAL)));
  }

  ChangeOptions changeOptions() {
    return new ChangeOptions(
        getString(SinkConfigDef.DATABASE),
        PairList.NAMES.parse(getString(SinkConfigDef.TOPIC_TABLES)),
        topicPattern(),
        deletes(),
        TruncateMode.valueOf(upperCase(SinkConfigDef.TRUNCATE_MODE)));
  }

  private Optional<TopicPattern> topicPattern() {
    return patternOfTopics(
        getString(SinkConfigDef.TOPIC_REGEX), getString(SinkConfigDef.TOPIC_REPLACEMENT));
  }

  /**
   * The pattern of topics.
   *
   * @param regex null when there is none
   * @throws ConfigException naming the key that is wrong
   */
  static Optional<TopicPattern> patternOfTopics(String regex, String replacement) {
    if (regex == null || regex.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TopicPattern.of(regex.trim(), replacement.trim()));
    } catch (IllegalArgumentException e) {
      throw Problems.at(SinkConfigDef.TOPIC_REGEX, e.getMessage());
    }
  }

  /**
   * The tables that must exist before anything is loaded, as far as the configuration names them:
   * those of the map, and those of listed topics called {@code server.schema.table}. Rows of other
   * topics, and of topics that transformations may rename, tell their table themselves. None when
   * missing tables are created.
   */
  Set<TableId> knownTables() {
    if (creation().isPresent()) {
      return Set.of();
    }
    ChangeOptions options = changeOptions();
    Stream<String> listed =
        originals().containsKey("transforms")
            ? Stream.empty()
            : Stream.of(String.valueOf(originals().getOrDefault("topics", "")).split(","))
                .map(String::trim)
                .filter(topic -> TABLE_TOPIC.matcher(topic).matches());
    return Stream.concat(options.topicTables().keySet().stream(), listed)
        .map(options::tableOf)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private DeleteMode deletes() {
    return Deletes.mode(
        getString(SinkConfigDef.DELETE_MODE), getBoolean(SinkConfigDef.DELETE_ENABLED));
  }

  private int maxRetries() {
    int given = getInt(SinkConfigDef.MAX_RETRIES);
    return given < 0 ? ENDLESS : given;
  }

  private String upperCase(String key) {
    return getString(key).toUpperCase(Locale.ROOT);
  }

  List<URI> endpoints() {
    return HttpEndpoints.parse(getString(SinkConfigDef.HTTP_URL));
  }

  /** How missing tables are created; empty when they are not. */
  Optional<CreationOptions> creation() {
    return TableKeys.creation(this, audit());
  }

  /** How long a change of a table may take; empty when tables are not changed for their rows. */
  Optional<Duration> evolutionTimeout() {
    return TableKeys.evolutionTimeout(this);
  }

  private AuditColumn.Mode audit() {
    return auditColumns() ? AuditColumn.Mode.LOADED : AuditColumn.Mode.OFF;
  }

  private boolean auditColumns() {
    return getBoolean(SinkConfigDef.AUDIT_COLUMNS);
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    originalsWithPrefix(HEADER_PREFIX)
        .forEach((name, value) -> headers.put(name, String.valueOf(value)));
    return headers;
  }
}
