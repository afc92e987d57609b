package io.dbmazz.postgres.type.binary;

/**
 * Ranges: {@code [1,10)}.
 *
 * @param bound the form of its bounds
 */
public record RangeForm(BinaryForm bound) implements BinaryForm {

  private static final int EMPTY = 1;
  private static final int LOWER_INCLUSIVE = 2;
  private static final int UPPER_INCLUSIVE = 4;
  private static final int LOWER_INFINITE = 8;
  private static final int UPPER_INFINITE = 16;

  @Override
  public void render(BinaryValue value, TextBuilder text) {
    int flags = value.uint8();
    if ((flags & EMPTY) != 0) {
      text.append("empty");
      return;
    }
    text.append((flags & LOWER_INCLUSIVE) != 0 ? '[' : '(');
    if ((flags & LOWER_INFINITE) == 0) {
      Quotes.bound(bound.text(value.part(value.int32())), text);
    }
    text.append(',');
    if ((flags & UPPER_INFINITE) == 0) {
      Quotes.bound(bound.text(value.part(value.int32())), text);
    }
    text.append((flags & UPPER_INCLUSIVE) != 0 ? ']' : ')');
  }
}
