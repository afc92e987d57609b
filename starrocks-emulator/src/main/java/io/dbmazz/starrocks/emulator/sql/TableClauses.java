package io.dbmazz.starrocks.emulator.sql;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What follows the columns of a CREATE TABLE. None of it changes what a query returns; it is shown
 * again by SHOW CREATE TABLE and information_schema.
 *
 * @param partitionBy text after PARTITION BY; empty without one
 * @param distributedBy columns of HASH; empty for random distribution
 * @param buckets number of buckets; 0 when left to StarRocks
 * @param orderBy sort key; empty when it is the table's key
 * @param properties in alphabetical order
 * @param comments of columns, by lower-case name; the table's own under the empty name
 * @param nestedTypes text of ARRAY, MAP and STRUCT types, by lower-case column name
 */
record TableClauses(
    String partitionBy,
    List<String> distributedBy,
    int buckets,
    List<String> orderBy,
    Map<String, String> properties,
    Map<String, String> comments,
    Map<String, String> nestedTypes) {

  TableClauses {
    distributedBy = List.copyOf(distributedBy);
    orderBy = List.copyOf(orderBy);
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    comments = Map.copyOf(comments);
    nestedTypes = Map.copyOf(nestedTypes);
  }

  TableClauses withProperties(Map<String, String> changed) {
    Map<String, String> all = new TreeMap<>(properties);
    all.putAll(changed);
    return new TableClauses(
        partitionBy, distributedBy, buckets, orderBy, all, comments, nestedTypes);
  }
}
