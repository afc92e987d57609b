package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.replication.WalData;
import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;

/**
 * Messages one behind the other, each with its length and LSN before it. None is spread over two
 * segments.
 *
 * @param start of the segment in its spool
 * @param bytes position to limit is free
 */
record Segment(long start, ByteBuffer bytes) {

  /** Of a message's length and its LSN. */
  static final int HEADER = Integer.BYTES + Long.BYTES;

  static Segment of(long start, int capacity) {
    return new Segment(start, ByteBuffer.allocate(capacity));
  }

  static int size(WalData message) {
    return HEADER + message.payload().remaining();
  }

  boolean hasRoomFor(WalData message) {
    return bytes.remaining() >= size(message);
  }

  void add(WalData message) {
    bytes.putInt(message.payload().remaining());
    bytes.putLong(message.start().value());
    bytes.put(message.payload().duplicate());
  }

  /** Where the next message would be in the spool. */
  long end() {
    return start + bytes.position();
  }

  void truncate(long position) {
    bytes.position((int) (position - start));
  }

  /** What is in it, to be read from position to limit. */
  ByteBuffer content() {
    return bytes.duplicate().flip();
  }

  /** The next message of a segment's content; a view. */
  static WalData read(ByteBuffer content) {
    int length = content.getInt();
    Lsn lsn = new Lsn(content.getLong());
    ByteBuffer payload = content.slice(content.position(), length);
    content.position(content.position() + length);
    return new WalData(lsn, payload);
  }
}
