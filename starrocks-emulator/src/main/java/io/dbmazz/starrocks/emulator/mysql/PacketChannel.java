package io.dbmazz.starrocks.emulator.mysql;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Payloads over a stream: each in one packet of at most 16 MB - 1, or in several, the last of them
 * shorter. Used by one thread.
 */
final class PacketChannel {

  private static final int MAX_PACKET = 0xffffff;

  /** A larger statement is not taken into memory. */
  static final int MAX_PAYLOAD = 256 * 1024 * 1024;

  private final DataInputStream in;
  private final OutputStream out;
  private int sequence;

  PacketChannel(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /**
   * The next payload.
   *
   * @throws java.io.EOFException when the client has gone
   * @throws OversizeException when it is longer than {@link #MAX_PAYLOAD}
   */
  byte[] read() throws IOException {
    byte[] first = readPacket();
    if (first.length < MAX_PACKET) {
      return first;
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(first);
    byte[] next;
    do {
      next = readPacket();
      if (whole.size() + next.length > MAX_PAYLOAD) {
        throw new OversizeException();
      }
      whole.writeBytes(next);
    } while (next.length == MAX_PACKET);
    return whole.toByteArray();
  }

  private byte[] readPacket() throws IOException {
    int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
    sequence = (in.readUnsignedByte() + 1) & 0xff;
    byte[] payload = new byte[length];
    in.readFully(payload);
    return payload;
  }

  /** Writes a payload; {@link #flush} sends it. */
  void write(Payload payload) throws IOException {
    byte[] bytes = payload.toBytes();
    int at = 0;
    int length;
    do {
      length = Math.min(bytes.length - at, MAX_PACKET);
      out.write(length);
      out.write(length >>> 8);
      out.write(length >>> 16);
      out.write(sequence);
      out.write(bytes, at, length);
      sequence = (sequence + 1) & 0xff;
      at += length;
    } while (length == MAX_PACKET);
  }

  void flush() throws IOException {
    out.flush();
  }

  /** A statement too long to take. */
  static final class OversizeException extends IOException {
    private static final long serialVersionUID = 1L;

    OversizeException() {
      super("A statement is longer than " + MAX_PAYLOAD + " bytes");
    }
  }
}
