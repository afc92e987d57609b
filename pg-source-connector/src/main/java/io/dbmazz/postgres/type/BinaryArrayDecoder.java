package io.dbmazz.postgres.type;

import io.dbmazz.postgres.type.binary.BinaryValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays in binary form, element by element. Those that are no plain list take the way by their
 * text, as {@link ArrayDecoder} has it.
 */
record BinaryArrayDecoder(ValueDecoder element, ValueDecoder byText) implements ValueDecoder {

  /** Dimensions, flags, element type. */
  private static final int HEADER = 12;

  private static final int DIMENSION = 8;

  @Override
  public Object decode(byte[] data, int offset, int length) {
    BinaryValue header = new BinaryValue(data, offset, length);
    int dimensions = header.int32();
    header.skip(HEADER - Integer.BYTES);
    if (dimensions == 0) {
      header.expectEnd();
      return new ArrayList<>();
    }
    int elements = header.int32();
    if (dimensions != 1 || header.int32() != 1) {
      return byText.decode(data, offset, length);
    }
    List<Object> list = new ArrayList<>();
    int at = HEADER + DIMENSION;
    BinaryValue values = new BinaryValue(data, offset + at, length - at);
    for (int i = 0; i < elements; i++) {
      int size = values.int32();
      Object value = size == -1 ? null : element.decode(data, values.skip(size), size);
      if (value instanceof Unrepresentable) {
        return byText.decode(data, offset, length);
      }
      list.add(value);
    }
    values.expectEnd();
    return list;
  }
}
