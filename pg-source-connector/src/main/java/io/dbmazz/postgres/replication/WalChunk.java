package io.dbmazz.postgres.replication;

import io.dbmazz.record.Lsn;
import java.util.List;

/**
 * Messages that travel from the reading thread to the polling one together.
 *
 * @param session counts connections from 1; a higher one than before means that the server starts
 *     anew at the slot's confirmed position
 * @param messages in the server's order
 * @param bytes of heap that they hold, by estimate
 * @param idleEnd WAL end of a keepalive that came after the last of the messages; {@link Lsn#ZERO}
 *     when none did
 */
public record WalChunk(long session, List<WalData> messages, long bytes, Lsn idleEnd) {

  /** The messages are immutable from here on. */
  public WalChunk {
    messages = List.copyOf(messages);
  }
}
