package io.dbmazz.postgres.type.binary;

import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** Types that are bytes, bits or positions. */
final class Bytes {

  private Bytes() {}

  static String hex(int octet) {
    return HexFormat.of().toHexDigits((byte) octet);
  }

  /** With bytea_output hex. */
  static void bytea(BinaryValue value, TextBuilder text) {
    text.append("\\x").append(HexFormat.of().formatHex(value.rest()));
  }

  /** Bytes beyond ASCII are octal, as PostgreSQL 16 and newer write them. */
  static void singleByte(BinaryValue value, TextBuilder text) {
    int octet = value.uint8();
    if (octet > 127) {
      text.append('\\').padded(Long.parseLong(Integer.toOctalString(octet)), 3);
    } else if (octet != 0) {
      text.append((char) octet);
    }
  }

  static void bits(BinaryValue value, TextBuilder text) {
    int count = value.int32();
    byte[] bytes = value.bytes((int) ((count + 7L) / 8));
    for (int i = 0; i < count; i++) {
      text.append(((bytes[i / 8] >> (7 - i % 8)) & 1) == 1 ? '1' : '0');
    }
  }

  static void uuid(BinaryValue value, TextBuilder text) {
    text.append(new UUID(value.int64(), value.int64()).toString());
  }

  static void lsn(BinaryValue value, TextBuilder text) {
    text.append(upperHex(value.int32())).append('/').append(upperHex(value.int32()));
  }

  private static String upperHex(int number) {
    return Integer.toHexString(number).toUpperCase(Locale.ROOT);
  }

  static void tid(BinaryValue value, TextBuilder text) {
    text.append('(').append(Integer.toUnsignedString(value.int32())).append(',');
    text.append(value.uint16()).append(')');
  }
}
