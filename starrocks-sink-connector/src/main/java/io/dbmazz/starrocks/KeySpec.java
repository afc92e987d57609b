package io.dbmazz.starrocks;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/** One key in the making: required and of medium importance unless it says otherwise. */
final class KeySpec {

  private final String name;
  private final ConfigDef.Type type;
  private Object fallback = ConfigDef.NO_DEFAULT_VALUE;
  private Importance importance = Importance.MEDIUM;
  private Validator validator;
  private Recommender recommender;

  private KeySpec(String name, ConfigDef.Type type) {
    this.name = name;
    this.type = type;
  }

  static KeySpec key(String name, ConfigDef.Type type) {
    return new KeySpec(name, type);
  }

  /** A key with a few possible values, of which this version may lack some. */
  static KeySpec choice(String name, String fallback, Choices choices) {
    KeySpec spec = key(name, ConfigDef.Type.STRING).fallback(fallback).checked(choices);
    spec.recommender = new Offered(choices.offered());
    return spec;
  }

  /** Optional, with this value when it is not given. */
  KeySpec fallback(Object value) {
    fallback = value;
    return this;
  }

  KeySpec checked(Validator check) {
    validator = check;
    return this;
  }

  KeySpec importance(Importance level) {
    importance = level;
    return this;
  }

  ConfigKey toConfigKey(String group, int order, String documentation) {
    return new ConfigKey(
        name,
        type,
        fallback,
        validator,
        importance,
        documentation,
        group,
        order,
        Width.MEDIUM,
        name,
        List.of(),
        recommender,
        false);
  }

  /** The values a user interface should offer. */
  private record Offered(List<Object> values) implements Recommender {
    @Override
    public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
      return values;
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsedConfig) {
      return true;
    }
  }
}
