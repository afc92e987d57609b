package io.dbmazz.starrocks;

import io.dbmazz.starrocks.change.DeleteMode;
import io.dbmazz.starrocks.load.UserHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** What the definitions of single keys cannot check. Answers every configuration, never throws. */
final class Validation {

  /** What a look at StarRocks needs. */
  private static final Set<String> CONNECTION =
      Set.of(
          SinkConfigDef.HTTP_URL,
          SinkConfigDef.JDBC_URL,
          SinkConfigDef.DATABASE,
          SinkConfigDef.USERNAME,
          SinkConfigDef.PASSWORD,
          SinkConfigDef.CONNECT_TIMEOUT);

  /** What names tables besides, and what a server may lack. */
  private static final Set<String> TABLES =
      Set.of(
          SinkConfigDef.TOPIC_TABLES,
          SinkConfigDef.TOPIC_REGEX,
          SinkConfigDef.TOPIC_REPLACEMENT,
          SinkConfigDef.GUARANTEE,
          TableKeys.CREATE_TABLES,
          "topics",
          "transforms");

  private Validation() {}

  /**
   * The same result with what else is wrong.
   *
   * @param live looks at StarRocks; what is wrong there, one text by key
   */
  static Config complete(
      Config config,
      Map<String, String> given,
      Function<StarRocksSinkConfig, Map<String, String>> live) {
    List<ConfigValue> values =
        new ArrayList<>(config.configValues().stream().map(Validation::firstProblemOf).toList());
    values.forEach(value -> checkDeletes(value, values, given));
    values.forEach(value -> checkPattern(value, values));
    given.keySet().stream()
        .filter(key -> key.startsWith(StarRocksSinkConfig.HEADER_PREFIX))
        .sorted()
        .forEach(key -> checkHeader(key, given, values));
    wellFormed(given, values).map(live).ifPresent(problems -> add(problems, values));
    return new Config(values);
  }

  /** Of a text that is no number ConfigDef says that, and then that the number is null. */
  private static ConfigValue firstProblemOf(ConfigValue value) {
    List<String> first = value.errorMessages().stream().limit(1).toList();
    ConfigValue one =
        new ConfigValue(
            value.name(), value.value(), value.recommendedValues(), new ArrayList<>(first));
    one.visible(value.visible());
    return one;
  }

  /** What StarRocks is to be asked about; empty while not even the connection is well-formed. */
  private static Optional<StarRocksSinkConfig> wellFormed(
      Map<String, String> given, List<ConfigValue> values) {
    Set<String> wrong =
        values.stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .map(ConfigValue::name)
            .collect(Collectors.toSet());
    if (!Collections.disjoint(wrong, CONNECTION)) {
      return Optional.empty();
    }
    Map<String, String> asked = new HashMap<>(given);
    asked.keySet().removeIf(key -> !CONNECTION.contains(key) && !TABLES.contains(key));
    asked.keySet().removeAll(wrong);
    return Optional.of(new StarRocksSinkConfig(asked));
  }

  private static void add(Map<String, String> problems, List<ConfigValue> values) {
    values.stream()
        .filter(value -> problems.containsKey(value.name()))
        .forEach(value -> value.addErrorMessage(problems.get(value.name())));
  }

  private static void checkDeletes(
      ConfigValue value, List<ConfigValue> all, Map<String, String> given) {
    if (!value.name().equals(SinkConfigDef.DELETE_MODE) || !value.errorMessages().isEmpty()) {
      return;
    }
    boolean audited = !Boolean.FALSE.equals(parsed(SinkConfigDef.AUDIT_COLUMNS, all));
    DeleteMode mode =
        Deletes.mode(value.value().toString(), (Boolean) parsed(SinkConfigDef.DELETE_ENABLED, all));
    Deletes.conflict(given, mode, audited).ifPresent(value::addErrorMessage);
  }

  /** The value of another key; null when it has none or is wrong itself. */
  private static Object parsed(String key, List<ConfigValue> all) {
    return all.stream()
        .filter(value -> value.name().equals(key) && value.errorMessages().isEmpty())
        .map(ConfigValue::value)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static void checkPattern(ConfigValue value, List<ConfigValue> all) {
    if (value.name().equals(SinkConfigDef.TOPIC_REGEX)) {
      all.stream()
          .filter(other -> other.name().equals(SinkConfigDef.TOPIC_REPLACEMENT))
          .forEach(table -> checkPattern(value, String.valueOf(table.value())));
    }
  }

  private static void checkPattern(ConfigValue regex, String table) {
    try {
      StarRocksSinkConfig.patternOfTopics((String) regex.value(), table);
    } catch (ConfigException e) {
      regex.addErrorMessage(e.getMessage());
    }
  }

  private static void checkHeader(String key, Map<String, String> given, List<ConfigValue> values) {
    String header = key.substring(StarRocksSinkConfig.HEADER_PREFIX.length());
    try {
      UserHeaders.check(Map.of(header, String.valueOf(given.get(key))));
    } catch (ConfigException e) {
      values.add(new ConfigValue(key, null, List.of(), List.of(e.getMessage())));
    }
  }
}
