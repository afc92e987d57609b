package io.dbmazz.postgres.type;

import io.dbmazz.postgres.type.TypeOptions.BinaryMode;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.kafka.connect.data.SchemaBuilder;

/** bytea, from either setting of bytea_output. */
final class Binaries {

  private Binaries() {}

  static ColumnType bytea(BinaryMode mode) {
    return text(mode).with((ofColumn, byText) -> raw(mode).decoder(ofColumn));
  }

  private static ColumnType text(BinaryMode mode) {
    return switch (mode) {
      case BYTES -> new ColumnType(SchemaBuilder::bytes, Binaries::bytes);
      case BASE64 -> encoded(Base64.getEncoder()::encodeToString);
      case BASE64_URL_SAFE -> encoded(Base64.getUrlEncoder()::encodeToString);
      case HEX -> encoded(HexFormat.of()::formatHex);
    };
  }

  /** Bytes as they are, not in a text form of bytea. */
  static ColumnType raw(BinaryMode mode) {
    return switch (mode) {
      case BYTES -> new ColumnType(SchemaBuilder::bytes, Binaries::part);
      case BASE64 -> rawEncoded(Base64.getEncoder()::encodeToString);
      case BASE64_URL_SAFE -> rawEncoded(Base64.getUrlEncoder()::encodeToString);
      case HEX -> rawEncoded(HexFormat.of()::formatHex);
    };
  }

  private static ColumnType rawEncoded(Encoder encoder) {
    return new ColumnType(
        SchemaBuilder::string,
        (data, offset, length) -> encoder.encode(part(data, offset, length)));
  }

  private static byte[] part(byte[] data, int offset, int length) {
    return Arrays.copyOfRange(data, offset, offset + length);
  }

  private interface Encoder {
    String encode(byte[] bytes);
  }

  private static ColumnType encoded(Encoder encoder) {
    return new ColumnType(
        SchemaBuilder::string,
        (data, offset, length) -> encoder.encode(bytes(data, offset, length)));
  }

  private static byte[] bytes(byte[] data, int offset, int length) {
    boolean hex = length >= 2 && data[offset] == '\\' && data[offset + 1] == 'x';
    return hex ? fromHex(data, offset + 2, length - 2) : fromEscaped(data, offset, length);
  }

  private static byte[] fromHex(byte[] data, int offset, int length) {
    byte[] bytes = new byte[length / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(data[offset + 2 * i], 16);
      int low = Character.digit(data[offset + 2 * i + 1], 16);
      if (high < 0 || low < 0) {
        throw new UndecodableValueException("hexadecimal digits expected");
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  /** {@code \\} is a backslash, {@code \377} an octal byte, all else itself. */
  private static byte[] fromEscaped(byte[] data, int offset, int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      if (data[i] != '\\') {
        bytes.write(data[i]);
      } else if (i + 1 < end && data[i + 1] == '\\') {
        bytes.write(data[++i]);
      } else if (i + 3 < end) {
        int octal =
            AsciiNumbers.digit(data[i + 1]) * 64
                + AsciiNumbers.digit(data[i + 2]) * 8
                + AsciiNumbers.digit(data[i + 3]);
        bytes.write(octal);
        i += 3;
      } else {
        throw new UndecodableValueException("escape without end");
      }
    }
    return bytes.toByteArray();
  }
}
