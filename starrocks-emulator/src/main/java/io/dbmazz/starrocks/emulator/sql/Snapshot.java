package io.dbmazz.starrocks.emulator.sql;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All databases and tables at one moment, rows included; never changes. */
record Snapshot(SortedSet<String> databases, SortedMap<TableName, Version> tables) {

  /** A table and its rows as they were. */
  record Version(StoredTable table, RowTree.Frozen rows) {
    static Version of(StoredTable table) {
      return new Version(table, table.rows().freeze());
    }
  }

  private static final Comparator<TableName> BY_NAME =
      Comparator.comparing(TableName::database).thenComparing(TableName::table);

  Snapshot {
    databases = Collections.unmodifiableSortedSet(new TreeSet<>(databases));
    SortedMap<TableName, Version> copy = new TreeMap<>(BY_NAME);
    copy.putAll(tables);
    tables = Collections.unmodifiableSortedMap(copy);
  }

  static Snapshot empty() {
    return new Snapshot(new TreeSet<>(), new TreeMap<>(BY_NAME));
  }

  Optional<StoredTable> table(TableName name) {
    return Optional.ofNullable(tables.get(name)).map(Version::table);
  }

  Snapshot withDatabase(String name) {
    SortedSet<String> changed = new TreeSet<>(databases);
    changed.add(name);
    return new Snapshot(changed, tables);
  }

  Snapshot withoutDatabase(String name) {
    SortedSet<String> changed = new TreeSet<>(databases);
    changed.remove(name);
    SortedMap<TableName, Version> left = new TreeMap<>(tables);
    left.keySet().removeIf(table -> table.database().equals(name));
    return new Snapshot(changed, left);
  }

  /** Adds the tables, or replaces those of the same name, with their rows as they are now. */
  Snapshot withTables(Iterable<StoredTable> changed) {
    SortedMap<TableName, Version> all = new TreeMap<>(tables);
    for (StoredTable table : changed) {
      all.put(table.name(), Version.of(table));
    }
    return new Snapshot(databases, all);
  }

  Snapshot withoutTable(TableName name) {
    SortedMap<TableName, Version> left = new TreeMap<>(tables);
    left.remove(name);
    return new Snapshot(databases, left);
  }

  /** Tables of one database, by name. */
  Map<TableName, Version> tablesOf(String database) {
    SortedMap<TableName, Version> found = new TreeMap<>(tables);
    found.keySet().removeIf(name -> !name.database().equals(database));
    return found;
  }
}
