package io.dbmazz.starrocks.change;

import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * The columns of rows that share one schema. Compared by identity: prepared once per schema
 * version, so that encoders can be prepared once per shape.
 */
public final class RowShape {

  /**
   * A column as it arrives.
   *
   * @param name as the source spells it
   * @param schema its Connect schema; null for schemaless values
   */
  public record Column(String name, Schema schema) {}

  private final List<Column> columns;
  private final List<String> keys;

  /**
   * Names columns and key.
   *
   * @param columns in the order of the values of {@link RowOperation}
   * @param keys names of the key columns, in key order; empty when the rows have no key
   */
  public RowShape(List<Column> columns, List<String> keys) {
    this.columns = List.copyOf(columns);
    this.keys = List.copyOf(keys);
  }

  public List<Column> columns() {
    return columns;
  }

  public List<String> keys() {
    return keys;
  }
}
