package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.util.Map;

/** TINYINT to BIGINT: fractions are cut off, what does not fit is invalid. */
final class IntegerConverter implements Converter {
  private static final Map<Kind, Integer> BITS =
      Map.of(Kind.TINYINT, 8, Kind.SMALLINT, 16, Kind.INT, 32, Kind.BIGINT, 64);

  private final ColumnErrors errors;
  private final long max;

  IntegerConverter(ColumnErrors errors) {
    this.errors = errors;
    this.max = Long.MAX_VALUE >> (64 - BITS.get(errors.type().kind()));
  }

  @Override
  public Object text(String value) {
    String digits = value.strip();
    try {
      return inRange(Long.parseLong(digits), value);
    } catch (NumberFormatException notAnInteger) {
      return FloatConverter.finite(digits)
          .map(number -> truncated(number, value))
          .orElseGet(() -> errors.outOfRange(value));
    }
  }

  private Object truncated(double number, String value) {
    boolean fitsLong = number >= Long.MIN_VALUE && number < 0x1p63;
    return fitsLong ? inRange((long) number, value) : errors.overflow(value);
  }

  private Object inRange(long number, String value) {
    return number >= -max - 1 && number <= max ? (Object) number : errors.overflow(value);
  }
}
