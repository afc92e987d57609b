package io.dbmazz.postgres.type;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of the wire, which PostgreSQL converts to UTF-8 unless the database is SQL_ASCII. */
final class Utf8 {

  private Utf8() {}

  /**
   * The text of {@code length} bytes.
   *
   * @throws UndecodableValueException when they are not UTF-8, rather than replacing what is not
   */
  static String decode(byte[] data, int offset, int length) {
    String text = new String(data, offset, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      requireValid(data, offset, length);
    }
    return text;
  }

  private static void requireValid(byte[] data, int offset, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, offset, length));
    } catch (CharacterCodingException e) {
      throw new UndecodableValueException(
          "text is not UTF-8; a database of encoding SQL_ASCII sends bytes as they are: convert it,"
              + " or exclude the column from the publication");
    }
  }
}
