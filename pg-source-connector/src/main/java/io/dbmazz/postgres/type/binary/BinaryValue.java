package io.dbmazz.postgres.type.binary;

import java.util.Arrays;

/** A cursor over one value's bytes, numbers in network byte order. */
public final class BinaryValue {

  private final byte[] data;
  private final int end;
  private int position;

  /** All of {@code length} bytes at {@code offset}. */
  public BinaryValue(byte[] data, int offset, int length) {
    this.data = data;
    this.position = offset;
    this.end = offset + length;
  }

  /** Eight bytes that are the whole value. */
  public static long int64(byte[] data, int offset, int length) {
    BinaryValue value = new BinaryValue(data, offset, length);
    long number = value.int64();
    value.expectEnd();
    return number;
  }

  /** Four bytes that are the whole value. */
  public static int int32(byte[] data, int offset, int length) {
    BinaryValue value = new BinaryValue(data, offset, length);
    int number = value.int32();
    value.expectEnd();
    return number;
  }

  /** The next byte, 0 to 255. */
  public int uint8() {
    return data[skip(1)] & 0xFF;
  }

  /** The next two bytes, signed. */
  public int int16() {
    int at = skip(2);
    return (short) (((data[at] & 0xFF) << 8) | (data[at + 1] & 0xFF));
  }

  int uint16() {
    return int16() & 0xFFFF;
  }

  /** The next four bytes. */
  public int int32() {
    int at = skip(4);
    return ((data[at] & 0xFF) << 24)
        | ((data[at + 1] & 0xFF) << 16)
        | ((data[at + 2] & 0xFF) << 8)
        | (data[at + 3] & 0xFF);
  }

  /** The next eight bytes. */
  public long int64() {
    return ((long) int32() << 32) | (int32() & 0xFFFF_FFFFL);
  }

  double float8() {
    return Double.longBitsToDouble(int64());
  }

  /** A count, which cannot be more than the bytes that are left. */
  int count() {
    int count = int32();
    if (count < 0 || count > end - position) {
      throw new MalformedBinaryException("count of " + count);
    }
    return count;
  }

  /** The next bytes, as a value of their own. */
  BinaryValue part(int length) {
    return new BinaryValue(data, skip(length), length);
  }

  byte[] bytes(int length) {
    int from = skip(length);
    return Arrays.copyOfRange(data, from, from + length);
  }

  byte[] rest() {
    return bytes(end - position);
  }

  /** The bytes up to the next zero byte, which is skipped. */
  byte[] terminated() {
    int from = position;
    while (uint8() != 0) {
      // the next one
    }
    return Arrays.copyOfRange(data, from, position - 1);
  }

  void copyRest(TextBuilder text) {
    int length = end - position;
    text.append(data, skip(length), length);
  }

  /** Moves past the next bytes and returns the index of the first of them. */
  public int skip(int length) {
    if (length < 0 || length > end - position) {
      throw new MalformedBinaryException("value ends too early");
    }
    position += length;
    return position - length;
  }

  boolean hasMore() {
    return position < end;
  }

  /** Refuses bytes that are left. */
  public void expectEnd() {
    if (hasMore()) {
      throw new MalformedBinaryException("bytes after the end of the value");
    }
  }
}
