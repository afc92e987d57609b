package io.dbmazz.postgres.type.binary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A text under construction, in UTF-8. */
public final class TextBuilder {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  TextBuilder append(char ascii) {
    bytes.write(ascii);
    return this;
  }

  TextBuilder append(String ascii) {
    bytes.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  TextBuilder append(long number) {
    return append(Long.toString(number));
  }

  TextBuilder append(byte[] data, int offset, int length) {
    bytes.write(data, offset, length);
    return this;
  }

  TextBuilder append(byte[] text) {
    bytes.writeBytes(text);
    return this;
  }

  /** A number of zero or more, with at least so many digits. */
  TextBuilder padded(long number, int digits) {
    String written = Long.toString(number);
    return append("0".repeat(Math.max(0, digits - written.length()))).append(written);
  }

  /** A fraction of a second without trailing zeros; nothing for none. */
  TextBuilder fraction(long micros) {
    if (micros == 0) {
      return this;
    }
    String digits = Long.toString(1_000_000 + micros).substring(1);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return append('.').append(digits.substring(0, end));
  }

  /** The text in quotes, a backslash before each quote and backslash. */
  TextBuilder escaped(byte[] text) {
    return quoted(text, '\\', '\\');
  }

  /** The text in double quotes, each quote and backslash doubled. */
  TextBuilder doubled(byte[] text) {
    return quoted(text, '"', '\\');
  }

  private TextBuilder quoted(byte[] text, char beforeQuote, char beforeBackslash) {
    append('"');
    for (byte b : text) {
      if (b == '"') {
        append(beforeQuote);
      } else if (b == '\\') {
        append(beforeBackslash);
      }
      bytes.write(b);
    }
    return append('"');
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
