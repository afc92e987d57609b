package io.dbmazz.postgres.replication;

import io.dbmazz.record.Lsn;
import java.util.ArrayList;
import java.util.List;

/** Gathers messages of one session until there are enough to hand over. */
final class ChunkBuilder {

  private final long session;
  private final QueueLimits limits;
  private List<WalData> messages = new ArrayList<>();
  private long bytes;
  private Lsn idleEnd = Lsn.ZERO;

  ChunkBuilder(long session, QueueLimits limits) {
    this.session = session;
    this.limits = limits;
  }

  /** Whether what is gathered has to be handed over before this message is added. */
  boolean isTooFullFor(WalData message) {
    return !messages.isEmpty()
        && (messages.size() >= limits.chunkMessages()
            || bytes + message.heapBytes() > limits.chunkBytes());
  }

  void add(WalData message) {
    messages.add(message);
    bytes += message.heapBytes();
    idleEnd = Lsn.ZERO;
  }

  void add(Keepalive keepalive) {
    idleEnd = keepalive.walEnd();
  }

  boolean isEmpty() {
    return messages.isEmpty() && idleEnd.isZero();
  }

  /** What was gathered; starts anew. */
  WalChunk take() {
    WalChunk chunk = new WalChunk(session, messages, bytes, idleEnd);
    messages = new ArrayList<>();
    bytes = 0;
    idleEnd = Lsn.ZERO;
    return chunk;
  }
}
