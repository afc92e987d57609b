package io.dbmazz.postgres.type;

/** Bytes that are not the text form of their type. The message never shows the value. */
public final class UndecodableValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UndecodableValueException(String problem) {
    super(problem);
  }
}
