package io.dbmazz.postgres;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/** Notes problems at the keys they belong to, one for each key. */
final class ConfigProblems {

  private final Map<String, ConfigValue> values;

  ConfigProblems(Config config) {
    values =
        config.configValues().stream()
            .collect(Collectors.toMap(ConfigValue::name, Function.identity()));
  }

  /** Whether no key has a problem. */
  boolean isEmpty() {
    return values.values().stream().allMatch(value -> value.errorMessages().isEmpty());
  }

  /** Notes a problem, unless the key has one already. */
  void add(String key, String problem) {
    ConfigValue value = values.get(key);
    if (value.errorMessages().isEmpty()) {
      value.addErrorMessage(problem);
    }
  }
}
