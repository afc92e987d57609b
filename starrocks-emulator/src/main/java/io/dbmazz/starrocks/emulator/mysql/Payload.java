package io.dbmazz.starrocks.emulator.mysql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds the payload of one packet (MySQL manual, "Protocol Basics"; integers little-endian). */
final class Payload {

  private static final int NULL = 0xfb;
  private static final int TWO_BYTES_FOLLOW = 0xfc;
  private static final int THREE_BYTES_FOLLOW = 0xfd;
  private static final int EIGHT_BYTES_FOLLOW = 0xfe;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Payload integer(long value, int size) {
    for (int i = 0; i < size; i++) {
      bytes.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  Payload raw(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  Payload zeros(int count) {
    return raw(new byte[count]);
  }

  Payload text(String value) {
    return raw(value.getBytes(StandardCharsets.UTF_8));
  }

  Payload terminated(String value) {
    return text(value).integer(0, 1);
  }

  /** An integer that says its own length. */
  Payload length(long value) {
    if (value < NULL) {
      return integer(value, 1);
    }
    if (value < 0x10000) {
      return integer(TWO_BYTES_FOLLOW, 1).integer(value, 2);
    }
    if (value < 0x1000000) {
      return integer(THREE_BYTES_FOLLOW, 1).integer(value, 3);
    }
    return integer(EIGHT_BYTES_FOLLOW, 1).integer(value, 8);
  }

  Payload counted(byte[] value) {
    return length(value.length).raw(value);
  }

  Payload counted(String value) {
    return counted(value.getBytes(StandardCharsets.UTF_8));
  }

  Payload sqlNull() {
    return integer(NULL, 1);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
