package io.dbmazz.postgres.type.binary;

/** Geometric types. */
final class Shapes {

  private Shapes() {}

  static void point(BinaryValue value, TextBuilder text) {
    text.append('(');
    numbers(value, 2, text);
    text.append(')');
  }

  private static void numbers(BinaryValue value, int count, TextBuilder text) {
    for (int i = 0; i < count; i++) {
      Numbers.float8(value, text.append(i == 0 ? "" : ","));
    }
  }

  private static void points(BinaryValue value, int count, TextBuilder text) {
    for (int i = 0; i < count; i++) {
      point(value, text.append(i == 0 ? "" : ","));
    }
  }

  static void line(BinaryValue value, TextBuilder text) {
    text.append('{');
    numbers(value, 3, text);
    text.append('}');
  }

  static void segment(BinaryValue value, TextBuilder text) {
    text.append('[');
    points(value, 2, text);
    text.append(']');
  }

  static void box(BinaryValue value, TextBuilder text) {
    points(value, 2, text);
  }

  static void path(BinaryValue value, TextBuilder text) {
    boolean closed = value.uint8() != 0;
    text.append(closed ? '(' : '[');
    points(value, value.count(), text);
    text.append(closed ? ')' : ']');
  }

  static void polygon(BinaryValue value, TextBuilder text) {
    text.append('(');
    points(value, value.count(), text);
    text.append(')');
  }

  static void circle(BinaryValue value, TextBuilder text) {
    text.append('<');
    point(value, text);
    text.append(',');
    Numbers.float8(value, text);
    text.append('>');
  }
}
