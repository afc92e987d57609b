package io.dbmazz.postgres.type;

/**
 * float4 and float8. NaN and the infinities are values of Java's types too, but their text goes
 * with them: Kafka's JsonConverter, with schemas, reads back as 0 what it has written of them.
 */
final class Floats {

  private Floats() {}

  static Object float4(byte[] data, int offset, int length) {
    String text = Utf8.decode(data, offset, length);
    try {
      float value = Float.parseFloat(text);
      return Float.isFinite(value) ? (Object) value : new Unrepresentable(value, text);
    } catch (NumberFormatException e) {
      throw new UndecodableValueException("float4 expected");
    }
  }

  static Object float8(byte[] data, int offset, int length) {
    String text = Utf8.decode(data, offset, length);
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? (Object) value : new Unrepresentable(value, text);
    } catch (NumberFormatException e) {
      throw new UndecodableValueException("float8 expected");
    }
  }
}
