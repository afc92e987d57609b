package io.dbmazz.postgres.setup;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables to publish, among all.
 *
 * @param tables to publish
 * @param catalog all tables
 */
record CapturedSet(List<TableState> tables, List<TableState> catalog) {

  List<TableName> names() {
    return tables.stream().map(TableState::name).toList();
  }

  /** The tables and the partitions whose rows they publish. */
  List<TableState> writtenTo() {
    Set<Long> oids = tables.stream().map(TableState::oid).collect(Collectors.toSet());
    return catalog.stream()
        .filter(
            table ->
                oids.contains(table.oid()) || table.ancestors().stream().anyMatch(oids::contains))
        .toList();
  }

  /** Partitioned tables above a table. */
  List<TableName> ancestorsOf(TableState table) {
    return catalog.stream()
        .filter(other -> table.ancestors().contains(other.oid()))
        .map(TableState::name)
        .toList();
  }
}
