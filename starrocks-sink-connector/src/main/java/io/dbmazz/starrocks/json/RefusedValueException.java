package io.dbmazz.starrocks.json;

/** A value that its column cannot hold. The message is the rule it breaks, never the value. */
final class RefusedValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedValueException(String rule) {
    super(rule);
  }

  RefusedValueException(String rule, Throwable cause) {
    super(rule, cause);
  }
}
