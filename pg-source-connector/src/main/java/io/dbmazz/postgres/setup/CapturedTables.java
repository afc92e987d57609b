package io.dbmazz.postgres.setup;

import io.dbmazz.postgres.setup.TableState.Access;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses from the catalog the tables to publish, and refuses a choice that cannot be meant. */
final class CapturedTables {

  private static final Logger LOG = LoggerFactory.getLogger(CapturedTables.class);
  private static final String INCLUDE = "table.include.list";

  private final TableFilter filter;
  private final PartitionMode partitions;

  CapturedTables(TableFilter filter, PartitionMode partitions) {
    this.filter = filter;
    this.partitions = partitions;
  }

  /**
   * The tables to publish.
   *
   * @param catalog all tables
   * @throws SetupException when an entry of the include list names no table, or our role may not
   *     read one
   */
  CapturedSet choose(List<TableState> catalog) {
    List<TableState> matched =
        catalog.stream()
            .filter(table -> partitions == PartitionMode.ROOT || !table.isPartitioned())
            .filter(table -> filter.captures(table.name().schema(), table.name().table()))
            .toList();
    filter.include().forEach(entry -> requireMatch(entry, matched, catalog));
    if (matched.isEmpty()) {
      throw new SetupException(
          INCLUDE,
          "No table is captured: none in PostgreSQL matches table.include.list and"
              + " table.exclude.list");
    }
    matched.forEach(CapturedTables::requireAccess);
    Set<Long> oids = matched.stream().map(TableState::oid).collect(Collectors.toSet());
    return new CapturedSet(
        matched.stream().filter(table -> !isBelowAny(table, oids)).toList(), catalog);
  }

  /** A partition of a captured table is published by that table. */
  private static boolean isBelowAny(TableState table, Set<Long> oids) {
    return table.ancestors().stream().anyMatch(oids::contains);
  }

  private static void requireMatch(
      NamePattern entry, List<TableState> matched, List<TableState> catalog) {
    if (matched.stream().anyMatch(table -> entry.matches(table.name().toString()))) {
      return;
    }
    if (!entry.isPlain()) {
      LOG.warn("Entry '{}' of {} matches no table", entry.text(), INCLUDE);
      return;
    }
    boolean partitioned =
        catalog.stream().anyMatch(table -> entry.matches(table.name().toString()));
    throw new SetupException(
        INCLUDE, partitioned ? notPublishedWhole(entry) : notFound(entry, catalog));
  }

  private static String notPublishedWhole(NamePattern entry) {
    return "Table '"
        + entry.plainName()
        + "' is partitioned, excluded or reserved. Set publish.via.partition.root=true (server 13"
        + " or newer) or list its partitions in table.include.list";
  }

  private static String notFound(NamePattern entry, List<TableState> catalog) {
    String similar =
        catalog.stream()
            .map(table -> table.name().toString())
            .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(lastPart(entry)))
            .findFirst()
            .map(name -> " Did you mean '" + name + "'?")
            .orElse("");
    return "Table '"
        + entry.plainName()
        + "' not found in PostgreSQL. Create it, or correct table.include.list; names are"
        + " case-sensitive, schema public is the default, and views, foreign, temporary and"
        + " unlogged tables have no changes to read."
        + similar;
  }

  private static String lastPart(NamePattern entry) {
    String text = entry.plainName().toLowerCase(Locale.ROOT);
    return "." + text.substring(text.lastIndexOf('.') + 1);
  }

  private static void requireAccess(TableState table) {
    if (table.selectable() == Access.DENIED) {
      throw new SetupException(
          "database.user",
          "The role may not read table '"
              + table.name()
              + "'. As its owner: GRANT USAGE ON SCHEMA "
              + Sql.identifier(table.name().schema())
              + " TO <role>; GRANT SELECT ON "
              + table.name().quoted()
              + " TO <role>");
    }
  }
}
