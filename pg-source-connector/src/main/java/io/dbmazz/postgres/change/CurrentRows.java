package io.dbmazz.postgres.change;

import java.util.List;
import java.util.Optional;

/** The rows of a table as they are now, which may be later than the WAL being read. */
interface CurrentRows {

  /**
   * Texts of some columns of the row with a key; of a NULL, empty.
   *
   * @param key texts of the key's columns in key order
   * @return empty when there is no such row now, or no such column
   * @throws org.apache.kafka.connect.errors.RetriableException when the table cannot be read now
   */
  Optional<List<Optional<String>>> find(Table table, List<String> key, List<Column> columns);
}
