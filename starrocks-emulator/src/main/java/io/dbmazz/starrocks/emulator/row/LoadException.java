package io.dbmazz.starrocks.emulator.row;

/**
 * A load fails as a whole; the message is what StarRocks answers in {@code Message}. Unchecked,
 * because it must pass through {@link io.dbmazz.starrocks.emulator.sql.RowStore#write} to undo it.
 */
public final class LoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with the server's text. */
  public LoadException(String message) {
    super(message);
  }

  /** A failure with the server's text and what led to it. */
  public LoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
