package io.dbmazz.starrocks.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * What a Connect value means, whatever schema it came with. Beside these kinds values are Boolean,
 * Byte to Long, BigInteger, BigDecimal, Float, Double, String, byte[], List and Map.
 */
sealed interface Value {

  /**
   * A calendar day: days since 1970-01-01, in the proleptic Gregorian calendar. The ends of 32 bits
   * stand for infinity.
   */
  record Day(long epochDay) implements Value {}

  /**
   * A point in time or a local time without a zone: microseconds since 1970-01-01. The ends of the
   * range stand for infinity.
   */
  record Moment(long epochMicros) implements Value {}

  /** A time of day: microseconds since midnight, 24:00 included. */
  record TimeOfDay(long micros) implements Value {}

  /** A length of time in microseconds; the ends of the range stand for infinity. */
  record Span(long micros) implements Value {}

  /** Zeros and ones, the highest bit first. */
  record BitString(String bits) implements Value {}

  /** Text that is JSON. */
  record Json(String text) implements Value {}

  /** The kind, for messages. */
  static String kind(Object value) {
    if (value instanceof BigDecimal || value instanceof BigInteger) {
      return "decimal";
    }
    if (value instanceof Float || value instanceof Double) {
      return "floating point";
    }
    if (value instanceof Number) {
      return "integer";
    }
    if (value instanceof byte[]) {
      return "bytes";
    }
    if (value instanceof List) {
      return "array";
    }
    return value instanceof Map
        ? "map"
        : value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }
}
