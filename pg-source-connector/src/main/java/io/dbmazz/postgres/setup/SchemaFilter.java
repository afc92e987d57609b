package io.dbmazz.postgres.setup;

import java.util.List;

/**
 * Which schemas' tables may be captured: those that an entry of {@code include} matches, all when
 * it is empty, without those that an entry of {@code exclude} matches.
 *
 * @param include names, case-sensitive
 * @param exclude likewise
 */
public record SchemaFilter(List<NamePattern> include, List<NamePattern> exclude) {

  /** All schemas. */
  public static final SchemaFilter ALL = new SchemaFilter(List.of(), List.of());

  /** The lists are immutable. */
  public SchemaFilter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  boolean captures(String schema) {
    return (include.isEmpty() || include.stream().anyMatch(entry -> entry.matches(schema)))
        && exclude.stream().noneMatch(entry -> entry.matches(schema));
  }
}
