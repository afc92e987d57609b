package io.dbmazz.starrocks.emulator.row;

/**
 * Turns what stood in the body into the value its column stores: an object of the class that {@link
 * io.dbmazz.starrocks.emulator.sql.ColumnType.Kind} names, null, or {@link Invalid}.
 */
interface Converter {
  /** A JSON string. */
  Object text(String value);

  /** A JSON number as it was written. */
  default Object number(String token) {
    return text(token);
  }

  /** A JSON true or false. */
  default Object bool(boolean value) {
    return text(Boolean.toString(value));
  }

  /** A JSON object or array, minified, its numbers as they were written. */
  default Object structure(String json) {
    return text(json);
  }

  /** How types that take true and false as numbers write them. */
  static String digit(boolean value) {
    return value ? "1" : "0";
  }

  /** A CSV value, or a default of the table. */
  default Object csv(String value) {
    return text(value);
  }
}
