package io.dbmazz.postgres.type.binary;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating point numbers as PostgreSQL 12 and newer write them: the fewest digits that lie strictly
 * between the midpoints to both neighbours, the nearest of those (d2s.c and f2s.c, which are Ryu
 * without its use of the midpoints themselves).
 */
final class ShortestDecimal {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final int MAX_DIGITS = 17;

  /** Exponents from which the scientific notation is used. */
  private static final int FLOAT4_LIMIT = 6;

  private static final int FLOAT8_LIMIT = 15;

  private ShortestDecimal() {}

  static String of(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return special(value);
    }
    double magnitude = Math.abs(value);
    BigDecimal exact = new BigDecimal(magnitude);
    BigDecimal below = exact.subtract(new BigDecimal(Math.nextDown(magnitude)));
    return sign(value)
        + text(shortest(exact, below, new BigDecimal(Math.ulp(magnitude))), FLOAT8_LIMIT);
  }

  static String of(float value) {
    if (value == 0 || Float.isNaN(value) || Float.isInfinite(value)) {
      return special(value);
    }
    float magnitude = Math.abs(value);
    BigDecimal exact = new BigDecimal(magnitude);
    BigDecimal below = exact.subtract(new BigDecimal(Math.nextDown(magnitude)));
    return sign(value)
        + text(shortest(exact, below, new BigDecimal(Math.ulp(magnitude))), FLOAT4_LIMIT);
  }

  private static String special(double value) {
    return value == 0 ? (1 / value < 0 ? "-0" : "0") : Double.toString(value);
  }

  private static String sign(double value) {
    return value < 0 ? "-" : "";
  }

  /** Gaps are those to the neighbours, which differ at powers of two. */
  private static BigDecimal shortest(BigDecimal exact, BigDecimal below, BigDecimal above) {
    BigDecimal low = exact.subtract(below.divide(TWO));
    BigDecimal high = exact.add(above.divide(TWO));
    RoundingMode[] modes = {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP};
    for (int digits = 1; digits <= MAX_DIGITS; digits++) {
      for (RoundingMode mode : modes) {
        BigDecimal candidate = exact.round(new MathContext(digits, mode));
        if (candidate.compareTo(low) > 0 && candidate.compareTo(high) < 0) {
          return candidate.stripTrailingZeros();
        }
      }
    }
    throw new IllegalStateException("17 digits tell any two doubles apart");
  }

  private static String text(BigDecimal value, int limit) {
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -4 && exponent < limit) {
      return value.toPlainString();
    }
    String digits = value.unscaledValue().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String padded = Math.abs(exponent) < 10 ? "0" : "";
    return digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + padded + Math.abs(exponent);
  }
}
