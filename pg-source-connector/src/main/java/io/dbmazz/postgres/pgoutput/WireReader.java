package io.dbmazz.postgres.pgoutput;

import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A cursor over one message that never leaves it: what is missing raises. Big-endian. */
final class WireReader {

  /**
   * Microseconds from 1970-01-01, from where we count, to 2000-01-01, from where PostgreSQL does.
   */
  private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

  private final byte[] bytes;
  private final int start;
  private final int end;
  private int position;
  private String kind = "(empty)";

  private WireReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.position = start;
    this.end = end;
  }

  static WireReader over(ByteBuffer message) {
    if (message.hasArray()) {
      int start = message.arrayOffset() + message.position();
      return new WireReader(message.array(), start, start + message.remaining());
    }
    byte[] copy = new byte[message.remaining()];
    message.duplicate().get(copy);
    return new WireReader(copy, 0, copy.length);
  }

  /** Names the message, for errors from here on. */
  void kind(String name) {
    kind = name;
  }

  byte[] bytes() {
    return bytes;
  }

  int uint8() {
    require(1);
    return bytes[position++] & 0xFF;
  }

  int uint16() {
    require(2);
    int value = (bytes[position] & 0xFF) << 8 | (bytes[position + 1] & 0xFF);
    position += 2;
    return value;
  }

  int int32() {
    require(4);
    int value =
        bytes[position] << 24
            | (bytes[position + 1] & 0xFF) << 16
            | (bytes[position + 2] & 0xFF) << 8
            | (bytes[position + 3] & 0xFF);
    position += 4;
    return value;
  }

  long int64() {
    require(8);
    long high = int32();
    return high << 32 | Integer.toUnsignedLong(int32());
  }

  Lsn lsn() {
    return new Lsn(int64());
  }

  /** A time, microseconds since 1970-01-01 UTC. */
  long micros() {
    return int64() + POSTGRES_EPOCH_MICROS;
  }

  /** A transaction's identifier, unsigned. */
  long xid() {
    return Integer.toUnsignedLong(int32());
  }

  /** An Int8 of flags of which none is defined. */
  void noFlags() {
    int flags = uint8();
    if (flags != 0) {
      throw malformedAtLastByte("unknown flags " + flags);
    }
  }

  /** An Int32 that counts bytes or items to come. */
  int length() {
    int length = int32();
    if (length < 0) {
      position -= 4;
      throw malformed("negative length " + length);
    }
    return length;
  }

  /** Steps over {@code length} bytes and tells where in {@link #bytes} they start. */
  int skip(int length) {
    require(length);
    int from = position;
    position += length;
    return from;
  }

  /** A NUL-terminated string. */
  String string() {
    for (int i = position; i < end; i++) {
      if (bytes[i] == 0) {
        String text = new String(bytes, position, i - position, StandardCharsets.UTF_8);
        position = i + 1;
        return text;
      }
    }
    throw malformed("string without end");
  }

  void expectEnd() {
    if (position != end) {
      throw malformed((end - position) + " bytes too many");
    }
  }

  MalformedMessageException malformed(String problem) {
    return new MalformedMessageException(kind, position - start, problem);
  }

  /** The same, of the byte that was just read. */
  MalformedMessageException malformedAtLastByte(String problem) {
    return new MalformedMessageException(kind, position - 1 - start, problem);
  }

  private void require(int count) {
    if (end - position < count) {
      throw malformed(count + " bytes expected, " + (end - position) + " left");
    }
  }
}
