package io.dbmazz.postgres.change;

import java.util.List;
import java.util.Map;

/**
 * What the wire does not say of a table.
 *
 * @param primaryKey its columns in the key's order, empty for none
 * @param dimensions declared dimensions of its array columns by column name
 */
record TableFacts(List<String> primaryKey, Map<String, Integer> dimensions) {

  /** Of a table that is no longer there. */
  static final TableFacts UNKNOWN = new TableFacts(List.of(), Map.of());

  TableFacts {
    primaryKey = List.copyOf(primaryKey);
    dimensions = Map.copyOf(dimensions);
  }
}
