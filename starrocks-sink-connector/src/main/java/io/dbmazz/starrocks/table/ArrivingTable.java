package io.dbmazz.starrocks.table;

import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * A table as the records for it describe it.
 *
 * @param id its name
 * @param keys names of the key columns in key order, all among the columns; empty without a key
 * @param columns in the order of the rows
 */
public record ArrivingTable(TableId id, List<String> keys, List<Column> columns) {

  /** Keeps the lists from changing. */
  public ArrivingTable {
    keys = List.copyOf(keys);
    columns = List.copyOf(columns);
  }

  /** Names of the columns. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /**
   * A column as rows bring it.
   *
   * @param name as the source spells it
   * @param schema of its values
   */
  public record Column(String name, Schema schema) {}
}
