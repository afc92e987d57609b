package io.dbmazz.starrocks;

import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef.Validator;

/** Text that something has to be able to read. */
final class Parsed implements Validator {

  private final String form;
  private final Consumer<String> parser;

  private Parsed(String form, Consumer<String> parser) {
    this.form = form;
    this.parser = parser;
  }

  /**
   * A validator.
   *
   * @param form for the documentation
   * @param parser throws an IllegalArgumentException that says what is wrong
   */
  static Parsed as(String form, Consumer<String> parser) {
    return new Parsed(form, parser);
  }

  @Override
  public void ensureValid(String name, Object value) {
    try {
      parser.accept((String) value);
    } catch (IllegalArgumentException e) {
      throw Problems.at(name, e.getMessage());
    }
  }

  @Override
  public String toString() {
    return form;
  }
}
