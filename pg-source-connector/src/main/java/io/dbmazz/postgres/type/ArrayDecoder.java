package io.dbmazz.postgres.type;

import java.util.List;

/**
 * One-dimensional arrays. The text of {@code array_out}: {@code {1,NULL,"a\"b"}}. PostgreSQL lets
 * any array column hold any number of dimensions and any lower bound, for which a Connect array has
 * no place: such a value is its elements in row-major order, marked as {@link Unrepresentable}.
 */
final class ArrayDecoder implements ValueDecoder {

  private final ValueDecoder element;
  private final char delimiter;

  ArrayDecoder(ValueDecoder element, char delimiter) {
    this.element = element;
    this.delimiter = delimiter;
  }

  @Override
  public Object decode(byte[] data, int offset, int length) {
    ArrayText text = new ArrayText(data, offset, length, delimiter);
    List<Object> elements = text.elements(element);
    return text.isPlain()
        ? elements
        : new Unrepresentable(elements, Utf8.decode(data, offset, length));
  }
}
