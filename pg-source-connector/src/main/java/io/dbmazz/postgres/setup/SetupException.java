package io.dbmazz.postgres.setup;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * Something has to be mended before streaming can start. The message says what is missing and the
 * SQL or property that mends it.
 */
public final class SetupException extends ConnectException {

  private static final long serialVersionUID = 1L;

  private final String property;

  /**
   * @param property the configuration key that the problem belongs to
   */
  public SetupException(String property, String message) {
    super(message);
    this.property = property;
  }

  /**
   * @param property the configuration key that the problem belongs to
   */
  public SetupException(String property, String message, Throwable cause) {
    super(message, cause);
    this.property = property;
  }

  /** The configuration key that the problem belongs to. */
  public String property() {
    return property;
  }
}
