package io.dbmazz.postgres.replication;

import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;

/**
 * XLogData: one message of the output plugin.
 *
 * @param start where the message lies in the WAL; 0/0 for Relation and Type messages
 * @param payload the plugin's message, from position 0 to its limit
 */
public record WalData(Lsn start, ByteBuffer payload) implements Frame {

  @Override
  public Lsn lsn() {
    return start;
  }

  /**
   * What a message takes besides its payload: this record, its LSN, the buffer, the array's header
   * with the envelope that stays in it, and a place in a list. More than many a small row.
   */
  private static final int OVERHEAD = 184;

  /** Heap that the message holds, by estimate. */
  public long heapBytes() {
    return OVERHEAD + (long) payload.remaining();
  }
}
