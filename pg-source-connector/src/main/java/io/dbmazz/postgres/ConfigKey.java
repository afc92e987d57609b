package io.dbmazz.postgres;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * One configuration key, defined once.
 *
 * @param fallback default value; {@link ConfigDef#NO_DEFAULT_VALUE} for a key that must be set
 * @param validator null for any value of the type
 * @param label as shown by user interfaces
 */
record ConfigKey(
    String name,
    ConfigDef.Type type,
    Object fallback,
    Validator validator,
    Importance importance,
    String label,
    String doc) {

  static ConfigKey required(String name, Validator validator, String label, String doc) {
    return new ConfigKey(
        name,
        ConfigDef.Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        validator,
        Importance.HIGH,
        label,
        doc);
  }

  static ConfigKey text(String name, String fallback, String label, String doc) {
    return new ConfigKey(
        name, ConfigDef.Type.STRING, fallback, null, Importance.MEDIUM, label, doc);
  }

  static ConfigKey secret(String name, String label, String doc) {
    return new ConfigKey(name, ConfigDef.Type.PASSWORD, null, null, Importance.HIGH, label, doc);
  }

  static ConfigKey flag(String name, boolean fallback, String label, String doc) {
    return new ConfigKey(name, ConfigDef.Type.BOOLEAN, fallback, null, Importance.LOW, label, doc);
  }

  static ConfigKey whole(String name, int fallback, int least, String label, String doc) {
    return new ConfigKey(
        name,
        ConfigDef.Type.INT,
        fallback,
        ConfigDef.Range.atLeast(least),
        Importance.LOW,
        label,
        doc);
  }

  static ConfigKey large(String name, long fallback, long least, String label, String doc) {
    return new ConfigKey(
        name,
        ConfigDef.Type.LONG,
        fallback,
        ConfigDef.Range.atLeast(least),
        Importance.LOW,
        label,
        doc);
  }

  static ConfigKey choice(String name, List<String> values, String label, String doc) {
    Validator validator = ConfigDef.ValidString.in(values.toArray(String[]::new));
    return new ConfigKey(
        name, ConfigDef.Type.STRING, values.get(0), validator, Importance.LOW, label, doc);
  }

  /** The same key with a further condition on its value. */
  ConfigKey checkedBy(Validator check) {
    return new ConfigKey(name, type, fallback, check, importance, label, doc);
  }

  ConfigKey of(Importance other) {
    return new ConfigKey(name, type, fallback, validator, other, label, doc);
  }

  /** Adds the keys to a definition as one group, in this order. */
  static void define(ConfigDef def, String group, List<ConfigKey> keys) {
    int order = 0;
    for (ConfigKey key : keys) {
      def.define(
          key.name,
          key.type,
          key.fallback,
          key.validator,
          key.importance,
          key.doc,
          group,
          ++order,
          key.type == ConfigDef.Type.STRING ? Width.LONG : Width.SHORT,
          key.label);
    }
  }
}
