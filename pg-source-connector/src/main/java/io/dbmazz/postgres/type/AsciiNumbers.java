package io.dbmazz.postgres.type;

/** Integers straight from the bytes of their decimal text. */
final class AsciiNumbers {

  private AsciiNumbers() {}

  /** An integer between {@code min} and {@code max}. */
  static long parse(byte[] data, int offset, int length, long min, long max) {
    long value = parseLong(data, offset, length);
    if (value < min || value > max) {
      throw new UndecodableValueException("integer out of range");
    }
    return value;
  }

  /** A signed 64-bit integer. */
  static long parseLong(byte[] data, int offset, int length) {
    boolean negative = length > 0 && data[offset] == '-';
    int digits = negative ? length - 1 : length;
    if (digits < 1 || digits > 19) {
      throw new UndecodableValueException("integer expected");
    }
    // Negative numbers reach one further, so that is the side to add up on.
    long value = 0;
    for (int i = offset + length - digits; i < offset + length; i++) {
      value = value * 10 - digit(data[i]);
    }
    if (value > 0 || (!negative && value == Long.MIN_VALUE)) {
      throw new UndecodableValueException("integer out of range");
    }
    return negative ? value : -value;
  }

  /** An unsigned number of a few digits, whose range the caller knows to be safe. */
  static int parseDigits(byte[] data, int from, int to) {
    if (to - from < 1 || to - from > 9) {
      throw new UndecodableValueException("digits expected");
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + digit(data[i]);
    }
    return value;
  }

  static int digit(byte ascii) {
    if (ascii < '0' || ascii > '9') {
      throw new UndecodableValueException("digit expected");
    }
    return ascii - '0';
  }
}
