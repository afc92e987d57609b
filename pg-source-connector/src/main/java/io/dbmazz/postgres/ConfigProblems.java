package io.dbmazz.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/** Notes problems at the keys they belong to, one for each key. */
final class ConfigProblems {

  /** By name, in the order of the definition. */
  private final Map<String, ConfigValue> values = new LinkedHashMap<>();

  /** Of keys that the definition does not know, as Connect reports those too. */
  private final List<ConfigValue> others = new ArrayList<>();

  ConfigProblems(Config config) {
    config.configValues().forEach(value -> values.put(value.name(), firstProblemOf(value)));
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

  /** The configuration's values, and those of further keys that have problems. */
  Config config() {
    return new Config(Stream.concat(values.values().stream(), others.stream()).toList());
  }

  /** Whether no key has a problem. */
  boolean isEmpty() {
    return others.isEmpty()
        && values.values().stream().allMatch(value -> value.errorMessages().isEmpty());
  }

  /** Notes a problem, unless the key has one already. */
  void add(String key, String problem) {
    ConfigValue value = values.get(key);
    if (value == null) {
      others.add(new ConfigValue(key, null, List.of(), List.of(problem)));
      return;
    }
    if (value.errorMessages().isEmpty()) {
      value.addErrorMessage(problem);
    }
  }
}
