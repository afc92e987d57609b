package io.dbmazz.starrocks.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of JSON text in UTF-8. One thread. */
final class JsonBytes {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_LONG = 20;

  private byte[] bytes;
  private int size;
  private int lastTextBytes;

  JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  /** Forgets what was written after the first {@code length} bytes. */
  void cutTo(int length) {
    size = length;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  String text() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  /** One ASCII character. */
  void raw(char c) {
    ensure(1);
    bytes[size++] = (byte) c;
  }

  void raw(byte[] text) {
    ensure(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  /** ASCII text without quotes or escapes: a number or a word. */
  @SuppressWarnings("deprecation") // the only copy of a Latin-1 string that is not char by char
  void ascii(String text) {
    ensure(text.length());
    text.getBytes(0, text.length(), bytes, size);
    size += text.length();
  }

  void number(long value) {
    if (value == Long.MIN_VALUE) {
      ascii("-9223372036854775808");
      return;
    }
    ensure(LONGEST_LONG);
    long rest = Math.abs(value);
    int digits = 1;
    for (long limit = rest / 10; limit > 0; limit /= 10) {
      digits++;
    }
    if (value < 0) {
      bytes[size++] = '-';
    }
    digits(rest, digits);
  }

  /** The last {@code count} digits of a number that is not negative, zeros in front. */
  void digits(long value, int count) {
    ensure(count);
    long rest = value;
    for (int i = size + count - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += count;
  }

  /**
   * A JSON string.
   *
   * @return the bytes of the text in UTF-8, without quotes and escapes: what it takes in a column
   * @throws RefusedValueException when the text holds half a surrogate pair
   */
  int string(String text) {
    raw('"');
    lastTextBytes = utf8(text, true);
    raw('"');
    return lastTextBytes;
  }

  /** What {@link #string} returned last. */
  int lastTextBytes() {
    return lastTextBytes;
  }

  /** Text that is JSON already, as it is. Returns its bytes in UTF-8. */
  int json(String text) {
    return utf8(text, false);
  }

  private int utf8(String text, boolean escaped) {
    int length = text.length();
    int extra = 0;
    ensure(3L * length);
    int start = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (escaped && (c < 0x20 || c == '"' || c == '\\')) {
          extra += escape(c, 3L * (length - i));
        } else {
          bytes[size++] = (byte) c;
        }
      } else if (c < 0x800) {
        bytes[size++] = (byte) (0xc0 | (c >> 6));
        bytes[size++] = (byte) (0x80 | (c & 0x3f));
      } else if (!Character.isSurrogate(c)) {
        bytes[size++] = (byte) (0xe0 | (c >> 12));
        bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        bytes[size++] = (byte) (0x80 | (c & 0x3f));
      } else {
        pair(c, i + 1 < length ? text.charAt(i + 1) : ' ');
        i++;
      }
    }
    return size - start - extra;
  }

  /** Returns by how many bytes the escape is longer than the character. */
  private int escape(char c, long room) {
    ensure(room + 6);
    bytes[size++] = '\\';
    if (c >= 0x20) {
      bytes[size++] = (byte) c;
      return 1;
    }
    bytes[size++] = 'u';
    bytes[size++] = '0';
    bytes[size++] = '0';
    bytes[size++] = HEX[c >> 4];
    bytes[size++] = HEX[c & 0xf];
    return 5;
  }

  private void pair(char high, char low) {
    if (!Character.isSurrogatePair(high, low)) {
      throw new RefusedValueException("text is not valid Unicode: half a surrogate pair");
    }
    int point = Character.toCodePoint(high, low);
    bytes[size++] = (byte) (0xf0 | (point >> 18));
    bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
    bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
    bytes[size++] = (byte) (0x80 | (point & 0x3f));
  }

  private void ensure(long more) {
    long needed = size + more;
    if (needed > bytes.length) {
      if (needed > Integer.MAX_VALUE - 8) {
        throw new RefusedValueException("the row takes more than 2 GB of JSON");
      }
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
    }
  }
}
