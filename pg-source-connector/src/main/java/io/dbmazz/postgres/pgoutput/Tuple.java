package io.dbmazz.postgres.pgoutput;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The column values of one row, in the order of the last Relation message: views into the message's
 * bytes, so nothing is copied until a value is decoded. Immutable as long as the message is.
 */
public final class Tuple {

  /** A tuple without columns: the old tuple of a message that has none. */
  public static final Tuple NONE = new Tuple(new byte[0], new int[0]);

  static final int NULL = -1;
  private static final int UNCHANGED = -2;

  /** What the wire says of one column. */
  public enum Kind {
    /** SQL NULL; in an old tuple of kind KEY also: not part of the replica identity. */
    NULL,
    /** A TOASTed value that the change did not touch and the server did not send. */
    UNCHANGED,
    TEXT,
    BINARY
  }

  private final byte[] data;

  /**
   * Two numbers a column: offset and length of the value; a length of a binary value is stored as
   * its complement. A negative offset is the kind without a value.
   */
  private final int[] bounds;

  Tuple(byte[] data, int[] bounds) {
    this.data = data;
    this.bounds = bounds;
  }

  /**
   * This tuple with some values more, as texts; the others are as they are.
   *
   * @param width columns of the new tuple; those that neither has are NULL
   * @param texts by column, 0-based
   */
  public Tuple withTexts(int width, Map<Integer, String> texts) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int[] bounds = new int[2 * width];
    Arrays.fill(bounds, NULL);
    System.arraycopy(this.bounds, 0, bounds, 0, Math.min(bounds.length, this.bounds.length));
    data.writeBytes(this.data);
    texts.forEach(
        (column, text) -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          bounds[2 * column] = data.size();
          bounds[2 * column + 1] = bytes.length;
          data.writeBytes(bytes);
        });
    return new Tuple(data.toByteArray(), bounds);
  }

  static Tuple read(WireReader in) {
    int columns = in.uint16();
    int[] bounds = new int[2 * columns];
    for (int i = 0; i < bounds.length; i += 2) {
      readColumn(in, bounds, i);
    }
    return new Tuple(in.bytes(), bounds);
  }

  private static void readColumn(WireReader in, int[] bounds, int at) {
    int kind = in.uint8();
    if (kind == 'n') {
      bounds[at] = NULL;
    } else if (kind == 'u') {
      bounds[at] = UNCHANGED;
    } else if (kind == 't' || kind == 'b') {
      int length = in.length();
      bounds[at] = in.skip(length);
      bounds[at + 1] = kind == 't' ? length : ~length;
    } else {
      throw in.malformedAtLastByte("unknown kind of column value " + kind);
    }
  }

  /** Number of columns, 0 to 65535. */
  public int size() {
    return bounds.length / 2;
  }

  /** Kind of the value of a column, 0-based. */
  public Kind kind(int column) {
    int offset = bounds[2 * column];
    if (offset < 0) {
      return offset == NULL ? Kind.NULL : Kind.UNCHANGED;
    }
    return bounds[2 * column + 1] >= 0 ? Kind.TEXT : Kind.BINARY;
  }

  /** Whether the column's value is here, text or binary. */
  public boolean hasValue(int column) {
    return bounds[2 * column] >= 0;
  }

  /** The array that {@link #offset} and {@link #length} refer to; not to be written to. */
  public byte[] data() {
    return data;
  }

  /** Where the value of a column starts in {@link #data}; only with {@link #hasValue}. */
  public int offset(int column) {
    return bounds[2 * column];
  }

  /** Bytes of the value of a column; only with {@link #hasValue}. */
  public int length(int column) {
    int length = bounds[2 * column + 1];
    return length >= 0 ? length : ~length;
  }

  /** Whether both tuples hold a value for the column, byte for byte the same. */
  public boolean sameValue(int column, Tuple other) {
    return hasValue(column)
        && kind(column) == other.kind(column)
        && Arrays.equals(
            data,
            offset(column),
            offset(column) + length(column),
            other.data,
            other.offset(column),
            other.offset(column) + other.length(column));
  }
}
