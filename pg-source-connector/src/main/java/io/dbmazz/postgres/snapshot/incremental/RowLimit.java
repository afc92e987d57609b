package io.dbmazz.postgres.snapshot.incremental;

/** How many rows to ask for, so that a chunk of large rows does not fill the heap. */
final class RowLimit {

  private final int rows;
  private final long bytes;
  private int next;

  /**
   * @param rows at most
   * @param bytes at most, unless it is a single row
   */
  RowLimit(int rows, long bytes) {
    this.rows = rows;
    this.bytes = bytes;
    this.next = rows;
  }

  /** For the next chunk. */
  int next() {
    return next;
  }

  /** Whether so many bytes are too many; then fewer rows are asked for. */
  boolean isExceeded(int readRows, long readBytes) {
    if (readBytes <= bytes || next == 1) {
      return false;
    }
    next = Math.max(1, Math.min(readRows, next) / 2);
    return true;
  }

  /** A chunk was small enough: more may be asked for again. */
  void fitted() {
    next = (int) Math.min(rows, 2L * next);
  }
}
