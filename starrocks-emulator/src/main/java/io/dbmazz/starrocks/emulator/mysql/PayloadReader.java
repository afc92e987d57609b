package io.dbmazz.starrocks.emulator.mysql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the payload of one packet from left to right. */
final class PayloadReader {

  private final byte[] bytes;
  private int at;

  PayloadReader(byte[] bytes) {
    this.bytes = bytes;
  }

  long integer(int size) throws IOException {
    byte[] part = take(size);
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (part[i] & 0xffL) << (8 * i);
    }
    return value;
  }

  byte[] take(int size) throws IOException {
    if (size < 0 || at + size > bytes.length) {
      throw new IOException("A packet ends before its content, at byte " + bytes.length);
    }
    at += size;
    return Arrays.copyOfRange(bytes, at - size, at);
  }

  /** Bytes whose length, under 251, goes before them. */
  byte[] counted() throws IOException {
    return take((int) integer(1));
  }

  /** Text up to a zero byte or the end. */
  String terminated() {
    int end = at;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
    at = Math.min(end + 1, bytes.length);
    return text;
  }

  /** Everything left, as text. */
  String rest() {
    String text = new String(bytes, at, bytes.length - at, StandardCharsets.UTF_8);
    at = bytes.length;
    return text;
  }

  boolean hasMore() {
    return at < bytes.length;
  }
}
