package io.dbmazz.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/** Notes problems at the keys they belong to, one for each key. */
final class ConfigProblems {

  private final Config config;
  private final Map<String, ConfigValue> values;

  /** Of keys that the definition does not know, as Connect reports those too. */
  private final List<ConfigValue> others = new ArrayList<>();

  ConfigProblems(Config config) {
    this.config = config;
    values =
        config.configValues().stream()
            .collect(Collectors.toMap(ConfigValue::name, Function.identity()));
  }

  /** The configuration's values, and those of further keys that have problems. */
  Config config() {
    return new Config(Stream.concat(config.configValues().stream(), others.stream()).toList());
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
