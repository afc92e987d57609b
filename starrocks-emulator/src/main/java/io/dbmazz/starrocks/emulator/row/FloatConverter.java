package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.util.Optional;

/** FLOAT and DOUBLE: finite numbers. */
final class FloatConverter implements Converter {
  private final ColumnErrors errors;
  private final boolean single;

  FloatConverter(ColumnErrors errors) {
    this.errors = errors;
    this.single = errors.type().kind() == Kind.FLOAT;
  }

  /** The number written in decimal; empty for anything else, NaN and infinities among it. */
  static Optional<Double> finite(String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> "+-.eE0123456789".indexOf(c) >= 0)) {
      try {
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
      } catch (NumberFormatException notANumber) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  @Override
  public Object text(String value) {
    Optional<Double> number = finite(value.strip());
    if (number.isEmpty()) {
      return errors.outOfRange(value);
    }
    if (!single) {
      return number.get();
    }
    float rounded = number.get().floatValue();
    return Float.isFinite(rounded) ? (Object) (double) rounded : errors.overflow(value);
  }
}
