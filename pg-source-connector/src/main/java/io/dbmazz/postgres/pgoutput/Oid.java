package io.dbmazz.postgres.pgoutput;

/**
 * The object identifier of a relation or type.
 *
 * @param value the 32 bits as they travel on the wire, unsigned
 */
public record Oid(int value) {

  /** The identifier as SQL spells it: never negative. */
  public long toLong() {
    return Integer.toUnsignedLong(value);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
