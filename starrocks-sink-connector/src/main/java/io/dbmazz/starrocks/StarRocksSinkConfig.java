package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.FlushLimits;
import io.dbmazz.starrocks.change.ChangeOptions;
import io.dbmazz.starrocks.change.DeleteMode;
import io.dbmazz.starrocks.change.TruncateMode;
import io.dbmazz.starrocks.load.LoaderOptions;
import io.dbmazz.starrocks.load.UserHeaders;
import io.dbmazz.starrocks.table.AuditColumn;
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
  private static final Pattern TABLE_TOPIC = Pattern.compile("(?!__)[^.]+(\\.[^.]+){2,}");

  /**
   * Parses.
   *
   * @throws ConfigException naming the first key that is wrong and what to set
   */
  StarRocksSinkConfig(Map<String, String> properties) {
    super(DEFINITION, properties, false);
    UserHeaders.check(headers());
    Optional<String> conflict = conflictOfDeletes(deletes(), auditColumns());
    if (conflict.isPresent()) {
      throw Problems.at(SinkConfigDef.DELETE_MODE, conflict.get());
    }
  }

  /** What is wrong with deleting like this; empty when nothing is. */
  static Optional<String> conflictOfDeletes(DeleteMode deletes, boolean auditColumns) {
    return deletes == DeleteMode.SOFT && !auditColumns
        ? Optional.of(
            "soft deletes are marks in the audit columns. Set it to hard or ignore, or"
                + " audit.columns=true")
        : Optional.empty();
  }

  /** What the loader needs. */
  LoaderOptions loaderOptions() {
    return new LoaderOptions(
        endpoints(),
        username(),
        password(),
        connectTimeout(),
        getInt(SinkConfigDef.MAX_RETRIES),
        headers(),
        PairList.ADDRESSES.parse(getString(SinkConfigDef.REDIRECT_HOSTS)),
        auditColumns() ? AuditColumn.Mode.LOADED : AuditColumn.Mode.OFF,
        LoaderOptions.LABEL_PREFIX);
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
        deletes(),
        TruncateMode.valueOf(upperCase(SinkConfigDef.TRUNCATE_MODE)));
  }

  /**
   * The tables that must exist before anything is loaded, as far as the configuration names them:
   * those of the map, and those of listed topics called {@code server.schema.table}. Rows of other
   * topics, and of topics that transformations may rename, tell their table themselves.
   */
  Set<TableId> knownTables() {
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
    return DeleteMode.valueOf(upperCase(SinkConfigDef.DELETE_MODE));
  }

  private String upperCase(String key) {
    return getString(key).toUpperCase(Locale.ROOT);
  }

  List<URI> endpoints() {
    return HttpEndpoints.parse(getString(SinkConfigDef.HTTP_URL));
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
