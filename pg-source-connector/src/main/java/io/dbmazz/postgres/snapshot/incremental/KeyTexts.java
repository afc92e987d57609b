package io.dbmazz.postgres.snapshot.incremental;

import java.util.List;

/**
 * A key as PostgreSQL writes its values, in key order.
 *
 * @param values texts
 */
record KeyTexts(List<String> values) {

  KeyTexts {
    values = List.copyOf(values);
  }

  /** A JSON array of the texts, as it is kept in the offset. */
  String encode() {
    return Json.write(values);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  static KeyTexts decode(String text) {
    return new KeyTexts(Json.texts(Json.read(text)));
  }
}
