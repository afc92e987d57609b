package io.dbmazz.postgres.type;

import org.apache.kafka.connect.data.Schema;

/** Decodes a type's binary form without its text. */
@FunctionalInterface
interface Shortcut {

  /**
   * The decoder of a column's binary values.
   *
   * @param byText decodes them by way of their text; for values that are out of the ordinary
   */
  ValueDecoder over(Schema ofColumn, ValueDecoder byText);

  /** A shortcut for all values. */
  static Shortcut always(ValueDecoder decoder) {
    return (ofColumn, byText) -> decoder;
  }
}
