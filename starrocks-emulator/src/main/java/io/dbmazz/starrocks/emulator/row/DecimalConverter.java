package io.dbmazz.starrocks.emulator.row;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** DECIMAL: every digit of the text counts; what exceeds the scale is rounded half up. */
final class DecimalConverter implements Converter {
  /** Exponents beyond this cannot fit any precision and would only cost memory. */
  private static final int MAX_EXPONENT = 10_000;

  private final ColumnErrors errors;

  DecimalConverter(ColumnErrors errors) {
    this.errors = errors;
  }

  @Override
  public Object text(String value) {
    try {
      BigDecimal exact = new BigDecimal(value.strip());
      if (Math.abs((long) exact.scale()) > MAX_EXPONENT) {
        return errors.outOfRange(value);
      }
      BigDecimal rounded = exact.setScale(errors.type().scale(), RoundingMode.HALF_UP);
      return rounded.precision() <= errors.type().precision() ? rounded : errors.outOfRange(value);
    } catch (NumberFormatException notADecimal) {
      return errors.outOfRange(value);
    }
  }

  @Override
  public Object bool(boolean value) {
    return text(Converter.digit(value));
  }
}
