package io.dbmazz.postgres;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Conditions on the values of keys. */
final class Values {

  private Values() {}

  /**
   * A value that matches as a whole.
   *
   * @param allowed the expression in words
   */
  static Validator matching(String expression, String allowed) {
    Pattern pattern = Pattern.compile(expression);
    return (name, value) -> {
      // A value that is missing is reported as such already.
      if (value != null && !pattern.matcher((String) value).matches()) {
        throw new ConfigException(name, value, "may contain " + allowed);
      }
    };
  }

  /** A value that a parser takes without an IllegalArgumentException. */
  static Validator parsedBy(Consumer<String> parser) {
    return (name, value) -> {
      try {
        parser.accept((String) value);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(name, value, e.getMessage());
      }
    };
  }
}
