package io.dbmazz.postgres.setup;

import java.util.List;

/**
 * Which columns of the captured tables are captured: those that an entry of {@code include}
 * matches, all when it is empty, without those that an entry of {@code exclude} matches.
 *
 * @param include names {@code schema.table.column}
 * @param exclude likewise
 */
public record ColumnFilter(List<NamePattern> include, List<NamePattern> exclude) {

  /** The lists are immutable. */
  public ColumnFilter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** Whether the values of a column are captured. */
  public boolean captures(String schema, String table, String column) {
    String name = schema + "." + table + "." + column;
    return (include.isEmpty() || include.stream().anyMatch(entry -> entry.matches(name)))
        && exclude.stream().noneMatch(entry -> entry.matches(name));
  }
}
