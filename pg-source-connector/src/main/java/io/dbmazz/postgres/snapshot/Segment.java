package io.dbmazz.postgres.snapshot;

/**
 * A range of a file that is read one way.
 *
 * @param from first place of it
 * @param toBlock block after its last
 * @param rows which of them
 */
record Segment(Heap heap, long from, long toBlock, Rows rows) {

  /** Which rows of a range are read, where an interrupted snapshot goes on. */
  enum Rows {
    /** All that the snapshot shows that is read now. */
    ALL,
    /** Those that the interrupted one did not show: they moved here, or are new. */
    NEWER,
    /** Those that the interrupted one showed too. */
    FORMER
  }

  static Segment whole(Heap heap, Rows rows) {
    return new Segment(heap, 0, heap.blocks(), rows);
  }

  boolean isEmpty() {
    return TupleId.block(from) >= toBlock;
  }
}
