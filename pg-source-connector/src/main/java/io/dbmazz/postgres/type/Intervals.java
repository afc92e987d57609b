package io.dbmazz.postgres.type;

import io.dbmazz.postgres.type.TypeOptions.IntervalMode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.SchemaBuilder;

/** interval, from IntervalStyle iso_8601: {@code P1Y2M-3DT4H5M6.789S}. */
final class Intervals {

  private static final Pattern ISO =
      Pattern.compile(
          "P(?:(-?\\d+)Y)?(?:(-?\\d+)M)?(?:(-?\\d+)D)?"
              + "(?:T(?:(-?\\d+)H)?(?:(-?\\d+)M)?(?:(-?\\d+(?:\\.\\d+)?)S)?)?");

  /** Debezium's MicroDuration: a year has 365.25 days and a month a twelfth of that. */
  private static final BigDecimal MICROS_PER_MONTH = new BigDecimal("2629800000000");

  private static final BigDecimal[] MICROS_PER_UNIT = {
    MICROS_PER_MONTH.multiply(BigDecimal.valueOf(12)),
    MICROS_PER_MONTH,
    new BigDecimal("86400000000"),
    new BigDecimal("3600000000"),
    new BigDecimal("60000000"),
    new BigDecimal("1000000")
  };
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

  private Intervals() {}

  static ColumnType interval(IntervalMode mode) {
    return mode == IntervalMode.STRING
        ? ColumnType.namedString("io.debezium.time.Interval", Intervals::text)
        : new ColumnType(
            () -> SchemaBuilder.int64().name("io.debezium.time.MicroDuration").version(1),
            Intervals::micros);
  }

  private static Object text(byte[] data, int offset, int length) {
    if (!DateTimeText.isInfinite(data, offset, length)) {
      requireIso(data[offset] == 'P');
    }
    return Utf8.decode(data, offset, length);
  }

  private static Object micros(byte[] data, int offset, int length) {
    String text = Utf8.decode(data, offset, length);
    if (DateTimeText.isInfinite(data, offset, length)) {
      return new Unrepresentable(text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE, text);
    }
    BigInteger micros = micros(text);
    BigInteger clamped = micros.max(MIN).min(MAX);
    return clamped.equals(micros)
        ? (Object) clamped.longValue()
        : new Unrepresentable(clamped.longValue(), text);
  }

  private static BigInteger micros(String text) {
    Matcher parts = ISO.matcher(text);
    requireIso(parts.matches());
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < MICROS_PER_UNIT.length; i++) {
      String number = parts.group(i + 1);
      if (number != null) {
        sum = sum.add(new BigDecimal(number).multiply(MICROS_PER_UNIT[i]));
      }
    }
    return sum.toBigInteger();
  }

  private static void requireIso(boolean iso) {
    if (!iso) {
      throw new UndecodableValueException("interval is not in IntervalStyle iso_8601");
    }
  }
}
