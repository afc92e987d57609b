package io.dbmazz.postgres.snapshot;

/**
 * The place of a row in its file, as one number that rises along the file: what {@code
 * TableSnapshotPosition.Blocks} stores.
 */
final class TupleId {

  private static final int LINE_BITS = 16;

  private TupleId() {}

  /** The first place of a block. */
  static long ofBlock(long block) {
    return block << LINE_BITS;
  }

  static long block(long tuple) {
    return tuple >>> LINE_BITS;
  }

  /** As SQL's type tid spells it. */
  static String sql(long tuple) {
    return "'(" + block(tuple) + "," + (tuple & 0xFFFF) + ")'";
  }

  /** Reads {@code (block,line)} from a row of COPY. */
  static long parse(byte[] text, int from, int to) {
    long block = 0;
    long number = 0;
    for (int i = from; i < to; i++) {
      byte next = text[i];
      if (next == ',') {
        block = number;
        number = 0;
      } else if (next >= '0' && next <= '9') {
        number = number * 10 + next - '0';
      }
    }
    return ofBlock(block) + number;
  }
}
