package io.dbmazz.postgres.replication;

/**
 * How much may wait between reading and polling.
 *
 * @param messages at least 1
 * @param bytes of heap by estimate, at least 1; one larger message is let through alone
 */
public record QueueLimits(int messages, long bytes) {

  private static final int CHUNK_MESSAGES = 512;
  private static final long CHUNK_BYTES = 256 * 1024;

  /**
   * Messages at which a chunk is handed over: a share of the queue, so that both sides can work.
   */
  int chunkMessages() {
    return Math.max(1, Math.min(CHUNK_MESSAGES, messages / 4));
  }

  /** Bytes at which a chunk is handed over. */
  long chunkBytes() {
    return Math.max(1, Math.min(CHUNK_BYTES, bytes / 4));
  }
}
