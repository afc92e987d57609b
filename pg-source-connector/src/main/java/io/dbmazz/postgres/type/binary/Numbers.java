package io.dbmazz.postgres.type.binary;

/** Numbers, and types that are numbers inside. */
final class Numbers {

  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int INFINITY = 0xD000;
  private static final int MINUS_INFINITY = 0xF000;
  private static final int GROUP_DIGITS = 4;

  private Numbers() {}

  static void bool(BinaryValue value, TextBuilder text) {
    text.append(value.uint8() == 0 ? 'f' : 't');
  }

  static void int2(BinaryValue value, TextBuilder text) {
    text.append(value.int16());
  }

  static void int4(BinaryValue value, TextBuilder text) {
    text.append(value.int32());
  }

  static void int8(BinaryValue value, TextBuilder text) {
    text.append(value.int64());
  }

  static void unsigned4(BinaryValue value, TextBuilder text) {
    text.append(Integer.toUnsignedString(value.int32()));
  }

  static void unsigned8(BinaryValue value, TextBuilder text) {
    text.append(Long.toUnsignedString(value.int64()));
  }

  static void float4(BinaryValue value, TextBuilder text) {
    text.append(ShortestDecimal.of(Float.intBitsToFloat(value.int32())));
  }

  static void float8(BinaryValue value, TextBuilder text) {
    text.append(ShortestDecimal.of(value.float8()));
  }

  /** {@code -$1,234.56}, two of the digits fraction, as {@code lc_monetary = 'C'} has it. */
  static void money(BinaryValue value, TextBuilder text) {
    long amount = value.int64();
    String digits = Long.toString(amount).substring(amount < 0 ? 1 : 0);
    String padded = "0".repeat(Math.max(0, 3 - digits.length())) + digits;
    int whole = padded.length() - 2;
    text.append(amount < 0 ? "-$" : "$");
    for (int i = 0; i < whole; i++) {
      if (i > 0 && (whole - i) % 3 == 0) {
        text.append(',');
      }
      text.append(padded.charAt(i));
    }
    text.append('.').append(padded.substring(whole));
  }

  /** Groups of four digits, the first worth 10000 to the power of the weight. */
  static void numeric(BinaryValue value, TextBuilder text) {
    int groups = value.uint16();
    int weight = value.int16();
    int sign = value.uint16();
    int scale = value.uint16();
    switch (sign) {
      case NAN -> text.append("NaN");
      case INFINITY -> text.append("Infinity");
      case MINUS_INFINITY -> text.append("-Infinity");
      default -> finite(value, groups, weight, text.append(sign == NEGATIVE ? "-" : ""), scale);
    }
  }

  private static void finite(
      BinaryValue value, int groups, int weight, TextBuilder text, int scale) {
    if (weight < 0) {
      text.append('0');
    }
    int read = 0;
    for (int power = weight; power >= 0; power--) {
      int group = read++ < groups ? value.uint16() : 0;
      text.padded(group, power == weight ? 1 : GROUP_DIGITS);
    }
    if (scale > 0) {
      text.append('.').append(fraction(value, groups, weight, scale));
    }
    // Groups may go beyond the scale where it was cut.
    value.skip(2 * Math.max(0, groups - weight - 1 - groupsOf(scale)));
  }

  private static int groupsOf(int scale) {
    return (scale + GROUP_DIGITS - 1) / GROUP_DIGITS;
  }

  private static String fraction(BinaryValue value, int groups, int weight, int scale) {
    StringBuilder digits = new StringBuilder(scale + GROUP_DIGITS);
    for (int power = -1; digits.length() < scale; power--) {
      int index = weight - power;
      int group = index >= 0 && index < groups ? value.uint16() : 0;
      String written = Integer.toString(10_000 + group);
      digits.append(written, 1, written.length());
    }
    return digits.substring(0, scale);
  }
}
