package io.dbmazz.starrocks.emulator.sql;

import java.util.List;
import java.util.Map;

/**
 * A table as CREATE TABLE says it, not yet checked.
 *
 * @param columns in order
 * @param model PRIMARY KEY or DUPLICATE KEY
 * @param key columns of the key clause; empty without one
 * @param comment empty without one
 * @param placement how rows are spread
 * @param properties as written
 */
record TableSpec(
    List<ColumnSpec> columns,
    TableDefinition.Model model,
    List<String> key,
    String comment,
    Placement placement,
    Map<String, String> properties) {

  /**
   * How rows are spread and sorted.
   *
   * @param partitionBy text; empty without one
   * @param distributedBy hash columns; empty for random or unsaid
   * @param buckets 0 when unsaid
   * @param orderBy sort columns; empty when unsaid
   */
  record Placement(
      String partitionBy, List<String> distributedBy, int buckets, List<String> orderBy) {}
}
