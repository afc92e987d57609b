package io.dbmazz.starrocks.emulator.row;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Finds the rows of a body. */
@FunctionalInterface
interface RowScanner {
  /**
   * Hands over each row's source fields, converted, in an array that is used again for the next.
   *
   * @throws LoadException if the body is malformed
   * @throws IOException if it cannot be read to its end
   */
  void scan(InputStream body, Consumer<Object[]> rows) throws IOException;

  static RowScanner of(LoadFormat format, SourceFields fields, RowTally tally) {
    if (format instanceof LoadFormat.Csv csv) {
      return new CsvScanner(csv, fields, tally);
    }
    LoadFormat.Json json = (LoadFormat.Json) format;
    return json.root().isPresent() || json.paths().isPresent()
        ? new JsonTreeScanner(json, fields)
        : new JsonScanner(json, fields);
  }
}
