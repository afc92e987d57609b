package io.dbmazz.postgres.pgoutput;

import java.nio.ByteBuffer;

/**
 * A message of a block of a streamed transaction: between its kind and its content stands what it
 * is part of.
 *
 * @param xid of the transaction or of a subtransaction of it, unsigned 32 bits
 * @param plain the message as it would be without streaming, a copy
 */
public record StreamedMessage(long xid, ByteBuffer plain) {

  private static final int XID_BYTES = 4;

  /**
   * Takes a message apart.
   *
   * @param message from its position to its limit, which stay where they are
   * @throws MalformedMessageException when it is too short
   */
  public static StreamedMessage split(ByteBuffer message) {
    ByteBuffer in = message.duplicate();
    if (in.remaining() <= XID_BYTES) {
      throw new MalformedMessageException(
          "(streamed)", in.remaining(), "too short for a transaction's identifier");
    }
    ByteBuffer plain = ByteBuffer.allocate(in.remaining() - XID_BYTES);
    plain.put(in.get());
    long xid = Integer.toUnsignedLong(in.getInt());
    return new StreamedMessage(xid, plain.put(in).flip());
  }
}
