package io.dbmazz.starrocks.json;

/**
 * Writes one value of one target column as JSON. Takes the value kinds of {@link Value} and the
 * boxes of Java; prepared once per column.
 */
@FunctionalInterface
interface ValueWriter {

  /**
   * Writes a value that is not null.
   *
   * @throws RefusedValueException when the column cannot hold it
   */
  void write(Object value, JsonBytes out);

  /** For a value of a kind that the column's type has no place for. */
  static RefusedValueException misfit(Object value, String type) {
    return new RefusedValueException("a value of kind " + Value.kind(value) + " is no " + type);
  }
}
