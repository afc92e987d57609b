package io.dbmazz.postgres.type;

/** float4 and float8; NaN and the infinities are values of Java's types too. */
final class Floats {

  private Floats() {}

  static Object float4(byte[] data, int offset, int length) {
    try {
      return Float.valueOf(Utf8.decode(data, offset, length));
    } catch (NumberFormatException e) {
      throw new UndecodableValueException("float4 expected");
    }
  }

  static Object float8(byte[] data, int offset, int length) {
    return parse(Utf8.decode(data, offset, length));
  }

  static Double parse(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UndecodableValueException("float8 expected");
    }
  }
}
