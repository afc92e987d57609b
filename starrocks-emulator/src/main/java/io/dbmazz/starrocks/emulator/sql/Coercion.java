package io.dbmazz.starrocks.emulator.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Values of SQL statements as the values a column stores. */
final class Coercion {

  private static final BigInteger LARGEINT_LIMIT = BigInteger.ONE.shiftLeft(127);

  /** {@code 2026-01-02 03:04:05.678901}, the time and its fraction being optional. */
  private static final DateTimeFormatter DATETIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-M-d[['T'][' ']H:m:s")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .appendPattern("]")
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .toFormatter(Locale.ROOT);

  private Coercion() {}

  /**
   * The value as the column stores it; null stays null.
   *
   * @throws IllegalArgumentException if it does not fit; the message never holds the value
   */
  static Object coerce(ColumnType type, Object value) {
    if (value == null) {
      return null;
    }
    try {
      return switch (type.kind()) {
        case BOOLEAN -> toBoolean(value);
        case TINYINT, SMALLINT, INT, BIGINT -> toInteger(type.kind(), value);
        case LARGEINT -> toLargeint(value);
        case FLOAT -> (double) toDecimal(value).floatValue();
        case DOUBLE -> value instanceof Double ? value : (Object) toDecimal(value).doubleValue();
        case DECIMAL -> toDecimal(type, value);
        case DATE -> toDateTime(value).toLocalDate();
        case DATETIME -> toDateTime(value).truncatedTo(ChronoUnit.MICROS);
        case VARBINARY -> toBytes(type, value);
        case CHAR, VARCHAR -> toText(type, value);
        case JSON -> JsonText.minified(Texts.of(value));
        case NESTED -> Texts.of(value);
      };
    } catch (ArithmeticException | java.time.DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException("Value does not fit " + type.sql(), e);
    }
  }

  private static Boolean toBoolean(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    String text = Texts.of(value).trim();
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true");
    }
    return toDecimal(value).signum() != 0;
  }

  private static Long toInteger(ColumnType.Kind kind, Object value) {
    long integer = toDecimal(value).setScale(0, RoundingMode.DOWN).longValueExact();
    long narrowed =
        switch (kind) {
          case TINYINT -> (byte) integer;
          case SMALLINT -> (short) integer;
          case INT -> (int) integer;
          default -> integer;
        };
    if (narrowed != integer) {
      throw new ArithmeticException("overflow");
    }
    return integer;
  }

  private static BigInteger toLargeint(Object value) {
    BigInteger integer = toDecimal(value).toBigInteger();
    boolean fits =
        integer.compareTo(LARGEINT_LIMIT) < 0 && integer.compareTo(LARGEINT_LIMIT.negate()) >= 0;
    if (!fits) {
      throw new ArithmeticException("overflow");
    }
    return integer;
  }

  private static BigDecimal toDecimal(ColumnType type, Object value) {
    BigDecimal decimal = toDecimal(value).setScale(type.scale(), RoundingMode.HALF_UP);
    if (decimal.precision() > type.precision()) {
      throw new ArithmeticException("overflow");
    }
    return decimal;
  }

  private static BigDecimal toDecimal(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Boolean bool) {
      return bool ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    return new BigDecimal(value.toString().trim());
  }

  private static LocalDateTime toDateTime(Object value) {
    if (value instanceof LocalDateTime dateTime) {
      return dateTime;
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    return LocalDateTime.parse(value.toString().trim(), DATETIME);
  }

  private static byte[] toBytes(ColumnType type, Object value) {
    byte[] bytes =
        value instanceof byte[] raw ? raw : Texts.of(value).getBytes(StandardCharsets.UTF_8);
    checkLength(type, bytes.length);
    return bytes;
  }

  private static String toText(ColumnType type, Object value) {
    String text = Texts.of(value);
    checkLength(type, text.getBytes(StandardCharsets.UTF_8).length);
    return text;
  }

  private static void checkLength(ColumnType type, int bytes) {
    if (bytes > type.length()) {
      throw new ArithmeticException("too long");
    }
  }
}
