package io.dbmazz.starrocks.json;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Writers of numeric columns: exact, or refused. */
final class NumberWriters {

  private static final BigInteger LARGEINT_LIMIT = BigInteger.ONE.shiftLeft(127);

  private NumberWriters() {}

  /** TINYINT to BIGINT. */
  static ValueWriter integer(String type, long min, long max) {
    return (value, out) -> {
      long number = whole(value, type);
      if (number < min || number > max) {
        throw outOf(type);
      }
      out.number(number);
    };
  }

  /** LARGEINT, 128 bits; as text, which StarRocks reads without loss. */
  static ValueWriter largeInt() {
    return (value, out) -> {
      BigInteger number = wholeDecimal(value, "largeint", 39).toBigInteger();
      if (number.compareTo(LARGEINT_LIMIT) >= 0 || number.compareTo(LARGEINT_LIMIT.negate()) < 0) {
        throw outOf("largeint");
      }
      quoted(number.toString(), out);
    };
  }

  /** DECIMAL; as text, which StarRocks reads without loss. It would round further digits. */
  static ValueWriter decimal(int precision, int scale) {
    String type = "decimal(" + precision + "," + scale + ")";
    return (value, out) -> {
      BigDecimal number = Decimals.exact(value, type);
      if (number.scale() > scale) {
        number = cut(number, scale, type);
      }
      if ((long) number.precision() - number.scale() > precision - scale && number.signum() != 0) {
        throw outOf(type);
      }
      quoted(Decimals.plain(number), out);
    };
  }

  /** FLOAT and DOUBLE: the nearest value the type has, and nothing beyond its ends. */
  static ValueWriter floating(String type, double max) {
    return (value, out) -> {
      if (value instanceof Float || value instanceof Double) {
        double number = ((Number) value).doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
          throw new RefusedValueException(
              "NaN and Infinity have no place in "
                  + type
                  + "; a VARCHAR column takes them as text");
        }
        if (Math.abs(number) > max) {
          throw outOf(type);
        }
        out.ascii(value.toString());
        return;
      }
      BigDecimal number = Decimals.exact(value, type);
      if (Math.abs(number.doubleValue()) > max) {
        throw outOf(type);
      }
      out.ascii(number.toString());
    };
  }

  private static long whole(Object value, String type) {
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return ((Number) value).longValue();
    }
    try {
      return wholeDecimal(value, type, 19).longValueExact();
    } catch (ArithmeticException e) {
      throw new RefusedValueException("out of the range of " + type, e);
    }
  }

  private static BigDecimal wholeDecimal(Object value, String type, int digits) {
    BigDecimal number = Decimals.exact(value, type);
    if (number.signum() != 0 && (long) number.precision() - number.scale() > digits) {
      throw outOf(type);
    }
    return number.scale() > 0 ? cut(number, 0, type) : number;
  }

  private static BigDecimal cut(BigDecimal number, int scale, String type) {
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal shortest = number.stripTrailingZeros();
    if (shortest.scale() > scale) {
      throw new RefusedValueException(
          "more fraction digits than " + type + " holds; StarRocks would round");
    }
    return shortest;
  }

  private static RefusedValueException outOf(String type) {
    return new RefusedValueException("out of the range of " + type);
  }

  private static void quoted(String digits, JsonBytes out) {
    out.raw('"');
    out.ascii(digits);
    out.raw('"');
  }
}
