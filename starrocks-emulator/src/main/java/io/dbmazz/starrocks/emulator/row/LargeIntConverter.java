package io.dbmazz.starrocks.emulator.row;

import java.math.BigInteger;

/** LARGEINT: 128 bits, signed. */
final class LargeIntConverter implements Converter {
  private final ColumnErrors errors;

  LargeIntConverter(ColumnErrors errors) {
    this.errors = errors;
  }

  @Override
  public Object text(String value) {
    try {
      BigInteger number = new BigInteger(value.strip());
      return number.bitLength() <= 127 ? number : errors.overflow(value);
    } catch (NumberFormatException notAnInteger) {
      return errors.outOfRange(value);
    }
  }

  @Override
  public Object bool(boolean value) {
    return text(Converter.digit(value));
  }
}
