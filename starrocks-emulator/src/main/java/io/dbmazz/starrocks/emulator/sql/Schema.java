package io.dbmazz.starrocks.emulator.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Databases and tables: creates and drops them, in the store and in the engine. */
final class Schema {

  private static final long FIRST_ID = 10_001;

  private final TableStore store;
  private final Engine engine;
  private final WarehouseOptions options;
  private final TablePlanner planner;
  private final AtomicLong ids = new AtomicLong(FIRST_ID);

  Schema(TableStore store, Engine engine, WarehouseOptions options) {
    this.store = store;
    this.engine = engine;
    this.options = options;
    this.planner = new TablePlanner(options);
  }

  /** What to do when the thing to create is there, or the one to drop is not. */
  enum Otherwise {
    FAIL,
    LEAVE
  }

  void createDatabase(String name, Otherwise otherwise) {
    store.change(
        snapshot -> {
          boolean exists =
              snapshot.databases().contains(name) || name.equals(InformationSchema.NAME);
          if (exists && otherwise == Otherwise.FAIL) {
            throw new SqlError(
                1007, "HY000", "Can't create database '" + name + "'; database exists");
          }
          return exists ? snapshot : snapshot.withDatabase(name);
        });
  }

  void dropDatabase(String name, Otherwise otherwise) {
    List<StoredTable> dropped = new ArrayList<>();
    store.change(
        snapshot -> {
          if (!snapshot.databases().contains(name) && otherwise == Otherwise.FAIL) {
            throw new SqlError(
                1008, "HY000", "Can't drop database '" + name + "'; database doesn't exist");
          }
          snapshot.tablesOf(name).values().forEach(version -> dropped.add(version.table()));
          return snapshot.withoutDatabase(name);
        });
    dropped.forEach(engine::drop);
  }

  void createTable(TableName name, TableSpec spec, Otherwise otherwise) {
    store.change(
        snapshot -> {
          requireDatabase(snapshot, name.database());
          if (snapshot.table(name).isPresent()) {
            if (otherwise == Otherwise.FAIL) {
              throw new SqlError(1050, "42S01", "Table '" + name.table() + "' already exists");
            }
            return snapshot;
          }
          TableDefinition definition = planner.definition(name, spec);
          TableClauses clauses = planner.clauses(name, spec, definition);
          StoredTable table =
              StoredTable.create(nextId(), definition, clauses, options.clock().instant());
          engine.define(table);
          return snapshot.withTables(List.of(table));
        });
  }

  void dropTable(TableName name, Otherwise otherwise) {
    List<StoredTable> dropped = new ArrayList<>();
    store.change(
        snapshot -> {
          requireDatabase(snapshot, name.database());
          Optional<StoredTable> table = snapshot.table(name);
          if (table.isEmpty() && otherwise == Otherwise.FAIL) {
            throw SqlError.unknownTable(name);
          }
          table.ifPresent(dropped::add);
          return snapshot.withoutTable(name);
        });
    dropped.forEach(engine::drop);
  }

  void truncate(TableName name) {
    replace(name, table -> table.with(nextId(), table.definition(), table.clauses()));
  }

  void rename(TableName name, String to) {
    if (store.snapshot().table(new TableName(name.database(), to)).isPresent()) {
      throw SqlError.ddl("Table name[" + to + "] is already used");
    }
    replace(name, table -> table.renamed(nextId(), to, table.clauses()));
  }

  void setProperties(TableName name, Map<String, String> properties) {
    replace(
        name,
        table -> table.renamed(nextId(), name.table(), table.clauses().withProperties(properties)));
  }

  /** Puts another version in the place of a table; rows and all. No write comes in between. */
  void replace(TableName name, UnaryOperator<StoredTable> change) {
    List<StoredTable> replaced = new ArrayList<>();
    store.change(
        snapshot -> {
          StoredTable before = require(snapshot, name);
          StoredTable after = change.apply(before);
          engine.define(after);
          replaced.add(before);
          return snapshot.withoutTable(name).withTables(List.of(after));
        });
    replaced.forEach(engine::drop);
  }

  long nextId() {
    return ids.getAndIncrement();
  }

  static void requireDatabase(Snapshot snapshot, String name) {
    if (!snapshot.databases().contains(name)) {
      throw SqlError.unknownDatabase(name);
    }
  }

  static StoredTable require(Snapshot snapshot, TableName name) {
    requireDatabase(snapshot, name.database());
    return snapshot.table(name).orElseThrow(() -> SqlError.unknownTable(name));
  }
}
