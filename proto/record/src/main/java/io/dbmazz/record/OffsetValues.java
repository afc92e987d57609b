package io.dbmazz.record;

import java.util.Map;

/** Strict reading of a stored offset's values. */
final class OffsetValues {

  private OffsetValues() {}

  /**
   * An integer, whatever type a store made of it.
   *
   * @throws IllegalArgumentException naming the key that is missing or not an integer
   */
  static long integer(Map<String, ?> offset, String key) {
    Object value = offset.get(key);
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw missing(offset, "integer", key);
  }

  /**
   * An LSN: an integer, or a person's text such as {@code 16/B374D848}.
   *
   * @throws IllegalArgumentException naming the key that is missing or malformed
   */
  static Lsn lsn(Map<String, ?> offset, String key) {
    return offset.get(key) instanceof String text ? Lsn.parse(text) : new Lsn(integer(offset, key));
  }

  /**
   * A text.
   *
   * @throws IllegalArgumentException naming the key that is missing or not a text
   */
  static String text(Map<String, ?> offset, String key) {
    if (offset.get(key) instanceof String text) {
      return text;
    }
    throw missing(offset, "text", key);
  }

  private static IllegalArgumentException missing(Map<String, ?> offset, String what, String key) {
    return new IllegalArgumentException(
        "Source offset has no " + what + " '" + key + "'; its keys are " + offset.keySet());
  }
}
