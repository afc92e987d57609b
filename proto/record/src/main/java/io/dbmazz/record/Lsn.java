package io.dbmazz.record;

/**
 * A position in PostgreSQL's write-ahead log: an unsigned 64-bit byte offset, written {@code
 * 16/B374D848}. Comparison is unsigned.
 *
 * @param value the 64 bits as they travel on the wire
 */
public record Lsn(long value) implements Comparable<Lsn> {

  /** The invalid position, {@code 0/0}: before everything. */
  public static final Lsn ZERO = new Lsn(0);

  /**
   * Parses {@code XXXXXXXX/XXXXXXXX}, one to eight hexadecimal digits a side, as {@code pg_lsn_in}
   * does.
   *
   * @throws IllegalArgumentException when the text is anything else
   */
  public static Lsn parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("Not an LSN (XXX/XXX expected): " + text);
    }
    return new Lsn((half(text, 0, slash) << 32) | half(text, slash + 1, text.length()));
  }

  private static long half(String text, int from, int to) {
    if (to - from < 1 || to - from > 8) {
      throw new IllegalArgumentException("Not an LSN (XXX/XXX expected): " + text);
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') {
        throw new IllegalArgumentException("Not an LSN (XXX/XXX expected): " + text);
      }
      value = value << 4 | digit;
    }
    return value;
  }

  public boolean isZero() {
    return value == 0;
  }

  public boolean isAfter(Lsn other) {
    return compareTo(other) > 0;
  }

  /** The later of the two. */
  public static Lsn max(Lsn one, Lsn other) {
    return one.isAfter(other) ? one : other;
  }

  /** The earlier of the two. */
  public static Lsn min(Lsn one, Lsn other) {
    return one.isAfter(other) ? other : one;
  }

  /** Bytes of WAL from {@code earlier} to this position; 0 when this one is not later. */
  public long bytesSince(Lsn earlier) {
    return isAfter(earlier) ? value - earlier.value : 0;
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toHexString(value >>> 32).toUpperCase(java.util.Locale.ROOT)
        + "/"
        + Long.toHexString(value & 0xFFFFFFFFL).toUpperCase(java.util.Locale.ROOT);
  }
}
