package io.dbmazz.postgres.type.binary;

/** Bytes that are not the binary form of their type. The message never shows the value. */
public final class MalformedBinaryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedBinaryException(String problem) {
    super(problem);
  }
}
