package io.dbmazz.postgres.type;

import java.util.ArrayList;
import java.util.List;

/** A cursor over the text of one array. */
final class ArrayText {

  private final byte[] data;
  private final int end;
  private final char delimiter;
  private int position;
  private boolean plain = true;

  ArrayText(byte[] data, int offset, int length, char delimiter) {
    this.data = data;
    this.position = offset;
    this.end = offset + length;
    this.delimiter = delimiter;
  }

  /** Whether the elements say it all: one dimension from 1, each element representable. */
  boolean isPlain() {
    return plain;
  }

  /** All elements, those of inner dimensions in row-major order. */
  List<Object> elements(ValueDecoder decoder) {
    skipBounds();
    List<Object> elements = new ArrayList<>();
    int depth = 0;
    do {
      byte next = peek();
      if (next == '{') {
        plain &= ++depth == 1;
        position++;
      } else if (next == '}') {
        depth--;
        position++;
      } else if (next == delimiter) {
        position++;
      } else {
        elements.add(next == '"' ? quoted(decoder) : unquoted(decoder));
      }
    } while (depth > 0);
    if (position != end) {
      throw new UndecodableValueException("array with text after its end");
    }
    return elements;
  }

  /** {@code [0:1]=}, written when a lower bound is not 1. */
  private void skipBounds() {
    if (peek() == '[') {
      plain = false;
      while (peek() != '=') {
        position++;
      }
      position++;
    }
    if (peek() != '{') {
      throw new UndecodableValueException("array expected");
    }
  }

  private Object unquoted(ValueDecoder decoder) {
    int from = position;
    while (peek() != delimiter && peek() != '}') {
      position++;
    }
    int length = position - from;
    boolean isNull =
        length == 4
            && data[from] == 'N'
            && data[from + 1] == 'U'
            && data[from + 2] == 'L'
            && data[from + 3] == 'L';
    return isNull ? null : element(decoder, data, from, length);
  }

  private Object quoted(ValueDecoder decoder) {
    int from = ++position;
    int escapes = 0;
    for (; peek() != '"'; position++) {
      if (data[position] == '\\') {
        escapes++;
        position++;
      }
    }
    int length = position++ - from;
    return escapes == 0
        ? element(decoder, data, from, length)
        : element(decoder, unescaped(from, length, escapes), 0, length - escapes);
  }

  private byte[] unescaped(int from, int length, int escapes) {
    byte[] bytes = new byte[length - escapes];
    int at = from;
    for (int i = 0; i < bytes.length; i++) {
      at += data[at] == '\\' ? 1 : 0;
      bytes[i] = data[at++];
    }
    return bytes;
  }

  private Object element(ValueDecoder decoder, byte[] bytes, int offset, int length) {
    Object value = decoder.decode(bytes, offset, length);
    if (value instanceof Unrepresentable unrepresentable) {
      plain = false;
      return unrepresentable.standIn();
    }
    return value;
  }

  private byte peek() {
    if (position >= end) {
      throw new UndecodableValueException("array without end");
    }
    return data[position];
  }
}
