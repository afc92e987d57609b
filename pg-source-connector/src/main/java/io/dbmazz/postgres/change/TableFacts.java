package io.dbmazz.postgres.change;

import java.util.List;
import java.util.Map;

/**
 * What the wire does not say of a table.
 *
 * @param primaryKey its columns in the key's order, empty for none
 * @param dimensions declared dimensions of its array columns by column name
 * @param order its columns as a Relation message would have them; empty when some were dropped, so
 *     that a position may stand for another column than before
 */
record TableFacts(List<String> primaryKey, Map<String, Integer> dimensions, List<String> order) {

  /** Of a table that is no longer there. */
  static final TableFacts UNKNOWN = new TableFacts(List.of(), Map.of(), List.of());

  TableFacts {
    primaryKey = List.copyOf(primaryKey);
    dimensions = Map.copyOf(dimensions);
    order = List.copyOf(order);
  }

  boolean isUnknown() {
    return dimensions.isEmpty();
  }

  /** The same of a time before there was a primary key. */
  TableFacts withoutKey() {
    return new TableFacts(List.of(), dimensions, order);
  }
}
