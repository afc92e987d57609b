package io.dbmazz.starrocks.emulator.sql;

import java.util.List;

/**
 * A table as created; immutable, a new one after each ALTER.
 *
 * @param database its database
 * @param name case-sensitive
 * @param columns in table order, keys first
 * @param model PRIMARY KEY or DUPLICATE KEY
 */
public record TableDefinition(String database, String name, List<Column> columns, Model model) {

  /** The table models the emulator knows. */
  public enum Model {
    PRIMARY_KEY,
    DUPLICATE_KEY
  }

  /**
   * A column.
   *
   * @param name as stored
   * @param type its type
   * @param nullable whether NULL is accepted
   * @param defaultValue literal of the DEFAULT clause without quotes, or {@code CURRENT_TIMESTAMP},
   *     {@code uuid()} or {@code uuid_numeric()}; null without one
   * @param key whether it belongs to the key
   */
  public record Column(
      String name, ColumnType type, boolean nullable, String defaultValue, boolean key) {}

  /** Indexes of the key columns, in key order. */
  public int[] keyIndexes() {
    return java.util.stream.IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).key())
        .toArray();
  }

  /** Names of the key columns, in key order. */
  public List<String> keyNames() {
    return columns.stream().filter(Column::key).map(Column::name).toList();
  }
}
