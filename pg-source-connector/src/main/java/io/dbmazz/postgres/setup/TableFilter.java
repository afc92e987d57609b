package io.dbmazz.postgres.setup;

import java.util.List;
import java.util.Set;

/**
 * Which tables are captured: those that an entry of {@code include} matches, all when it is empty,
 * without those that an entry of {@code exclude} matches. Never the server's own, and never the
 * table in which the embedded runner keeps its offsets: each of its changes would cause the next.
 *
 * @param schemas that they may be in
 * @param include names {@code schema.table}; names are case-sensitive
 * @param exclude likewise
 */
public record TableFilter(
    SchemaFilter schemas, List<NamePattern> include, List<NamePattern> exclude) {

  private static final Set<String> SYSTEM_SCHEMAS = Set.of("pg_catalog", "information_schema");
  private static final String OFFSET_TABLE = "dbmazz_checkpoints";

  /** The lists are immutable. */
  public TableFilter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** Tables of all schemas. */
  public TableFilter(List<NamePattern> include, List<NamePattern> exclude) {
    this(SchemaFilter.ALL, include, exclude);
  }

  /** Whether the changes of a table are captured. */
  public boolean captures(String schema, String table) {
    String name = schema + "." + table;
    return !SYSTEM_SCHEMAS.contains(schema)
        && !table.equals(OFFSET_TABLE)
        && schemas.captures(schema)
        && (include.isEmpty() || include.stream().anyMatch(entry -> entry.matches(name)))
        && exclude.stream().noneMatch(entry -> entry.matches(name));
  }
}
