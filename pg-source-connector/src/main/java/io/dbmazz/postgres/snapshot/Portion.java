package io.dbmazz.postgres.snapshot;

import java.util.List;

/**
 * Rows for the polling thread, in the order in which they are emitted.
 *
 * @param session number of the session that read them
 * @param chunk that they belong to
 * @param rows as COPY sent them
 * @param end what ends with them
 */
record Portion(long session, Chunk chunk, List<byte[]> rows, End end) {

  /** What a portion is the last of. */
  enum End {
    NOTHING,
    CHUNK,
    TABLE
  }

  /** Header of an array and its place in a list. */
  private static final int ROW_OVERHEAD = 24;

  /** Bytes of memory that a row takes. */
  static long cost(byte[] row) {
    return (long) row.length + ROW_OVERHEAD;
  }
}
