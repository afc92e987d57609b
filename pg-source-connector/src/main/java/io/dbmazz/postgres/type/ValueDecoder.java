package io.dbmazz.postgres.type;

/** Reads the text form of one PostgreSQL type, or its binary form. Stateless, any thread. */
@FunctionalInterface
public interface ValueDecoder {

  /**
   * The Connect value of {@code length} bytes at {@code offset}, never null.
   *
   * @return what the column's schema holds, or {@link Unrepresentable} when it cannot hold the
   *     value
   * @throws UndecodableValueException when the bytes are not the type's text form
   * @throws io.dbmazz.postgres.type.binary.MalformedBinaryException when they are not its binary
   *     form
   */
  Object decode(byte[] data, int offset, int length);
}
