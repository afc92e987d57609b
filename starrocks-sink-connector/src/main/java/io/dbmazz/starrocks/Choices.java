package io.dbmazz.starrocks;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** The values a key may have, and those it is going to have. */
final class Choices implements Validator {

  private final List<String> values;
  private final Set<String> missing;

  private Choices(List<String> values, Set<String> missing) {
    this.values = values;
    this.missing = missing;
  }

  static Choices of(String... values) {
    return new Choices(List.of(values), Set.of());
  }

  /** Values that are part of the contract, which this version does not have. */
  Choices without(String... names) {
    return new Choices(values, Set.of(names));
  }

  List<Object> offered() {
    return List.copyOf(values);
  }

  @Override
  public void ensureValid(String name, Object value) {
    if (value instanceof String text && missing.contains(text)) {
      throw new ConfigException(
          name, value, "This version does not have it yet. Set it to " + this);
    }
    if (!(value instanceof String) || !values.contains(value)) {
      throw new ConfigException(name, value, "Set it to " + this);
    }
  }

  @Override
  public String toString() {
    return String.join(" or ", values);
  }
}
