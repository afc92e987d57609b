package io.dbmazz.starrocks.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of any kind as exact decimals. */
final class Decimals {

  /** More digits than any column holds: longer plain text would only fill the memory. */
  private static final int MOST_DIGITS = 2_000_000;

  private Decimals() {}

  /**
   * The exact value of a number, a boolean or text that is a number.
   *
   * @param type of the target, for the message
   */
  static BigDecimal exact(Object value, String type) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (value instanceof Float || value instanceof Double) {
      return finite(value, type);
    }
    if (value instanceof Number number) {
      return BigDecimal.valueOf(number.longValue());
    }
    if (value instanceof Boolean flag) {
      return flag ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (value instanceof String text) {
      return parse(text, type);
    }
    if (value instanceof Value.BitString bits) {
      return new BigDecimal(new BigInteger(bits.bits(), 2));
    }
    throw ValueWriter.misfit(value, type);
  }

  /** Every digit and no exponent. */
  static String plain(BigDecimal value) {
    if (Math.max(Math.abs((long) value.scale()), value.precision()) > MOST_DIGITS) {
      throw new RefusedValueException("a decimal of more than " + MOST_DIGITS + " digits");
    }
    return value.toPlainString();
  }

  private static BigDecimal finite(Object value, String type) {
    double number = ((Number) value).doubleValue();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new RefusedValueException("NaN and Infinity have no place in " + type);
    }
    return new BigDecimal(value.toString());
  }

  private static BigDecimal parse(String text, String type) {
    try {
      return new BigDecimal(text.trim());
    } catch (NumberFormatException e) {
      // Without the cause, whose message may hold the value.
      throw new RefusedValueException("text that is no number has no place in " + type);
    }
  }
}
