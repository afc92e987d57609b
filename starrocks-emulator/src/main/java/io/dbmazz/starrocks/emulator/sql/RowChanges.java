package io.dbmazz.starrocks.emulator.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The changes of one write: applied to the trees at once, undone if the write fails. */
final class RowChanges implements RowStore.Rows {

  /** A row as it was before it was touched; null when there was none. */
  private static final class Before {
    private final RowTree rows;
    private final Object[] key;
    private final Object[] row;

    Before(RowTree rows, Object[] key, Object[] row) {
      this.rows = rows;
      this.key = key;
      this.row = row;
    }

    void restore() {
      if (row == null) {
        rows.remove(key);
      } else {
        rows.put(key, row);
      }
    }
  }

  /** Where the rows of one definition go; the layouts are null when it is the current one. */
  private static final class Target {
    private final StoredTable table;
    private final int[] keyIndexes;
    private final RowLayout toStored;
    private final RowLayout fromStored;

    Target(StoredTable table, RowLayout toStored, RowLayout fromStored) {
      this.table = table;
      this.keyIndexes = table.definition().keyIndexes();
      this.toStored = toStored;
      this.fromStored = fromStored;
    }
  }

  private final Snapshot base;
  private final Function<TableDefinition.Column, Object> defaults;
  private final Map<TableDefinition, Target> targets = new HashMap<>();
  private final Set<StoredTable> touched = new LinkedHashSet<>();
  private final Deque<Before> undo = new ArrayDeque<>();
  private TableDefinition latest;
  private Target latestTarget;

  RowChanges(Snapshot base, Function<TableDefinition.Column, Object> defaults) {
    this.base = base;
    this.defaults = defaults;
  }

  @Override
  public Optional<Object[]> find(TableDefinition definition, Object[] key) {
    Target target = keyed(definition);
    Object[] row = target.table.rows().get(key);
    if (row == null) {
      return Optional.empty();
    }
    return Optional.of(target.fromStored == null ? row.clone() : target.fromStored.apply(row));
  }

  @Override
  public void put(TableDefinition definition, Object[] row) {
    Target target = target(definition);
    StoredTable table = target.table;
    Object[] stored = target.toStored == null ? row.clone() : target.toStored.apply(row);
    check(table.definition(), stored);
    Object[] key = table.treeKey(target.keyIndexes, stored);
    undo.push(new Before(table.rows(), key, table.rows().put(key, stored)));
  }

  @Override
  public void remove(TableDefinition definition, Object[] key) {
    RowTree rows = keyed(definition).table.rows();
    Object[] old = rows.remove(key);
    if (old != null) {
      undo.push(new Before(rows, key, old));
    }
  }

  /** Empties the tree of a table of any model. */
  void removeTreeKeys(StoredTable table, List<Object[]> treeKeys) {
    touched.add(table);
    for (Object[] key : treeKeys) {
      Object[] old = table.rows().remove(key);
      if (old != null) {
        undo.push(new Before(table.rows(), key, old));
      }
    }
  }

  /** What readers shall see from now on. */
  Snapshot publish() {
    return undo.isEmpty() ? base : base.withTables(touched);
  }

  /** Brings every tree back to what it was. */
  void undo() {
    while (!undo.isEmpty()) {
      undo.pop().restore();
    }
  }

  private Target keyed(TableDefinition definition) {
    Target target = target(definition);
    if (!target.table.hasPrimaryKey()) {
      throw new IllegalArgumentException(target.table.name() + " has no primary key to look up");
    }
    return target;
  }

  @SuppressWarnings("ReferenceEquality") // One comparison per row; equal ones share a target.
  private Target target(TableDefinition definition) {
    if (definition != latest) {
      latestTarget = targets.computeIfAbsent(definition, this::resolve);
      latest = definition;
    }
    return latestTarget;
  }

  private Target resolve(TableDefinition definition) {
    TableName name = new TableName(definition.database(), definition.name());
    StoredTable table =
        base.table(name)
            .orElseThrow(() -> new IllegalStateException("Table " + name + " was dropped"));
    touched.add(table);
    TableDefinition current = table.definition();
    return current.equals(definition)
        ? new Target(table, null, null)
        : new Target(
            table,
            new RowLayout(definition, current, defaults),
            new RowLayout(current, definition, column -> null));
  }

  private static void check(TableDefinition table, Object[] row) {
    List<TableDefinition.Column> columns = table.columns();
    if (row.length != columns.size()) {
      throw new IllegalArgumentException(
          table.name() + " has " + columns.size() + " columns, the row " + row.length);
    }
    for (int i = 0; i < row.length; i++) {
      TableDefinition.Column column = columns.get(i);
      if (row[i] == null) {
        if (!column.nullable()) {
          throw new IllegalArgumentException("NULL in column " + column.name() + " NOT NULL");
        }
      } else if (!column.type().kind().valueClass().isInstance(row[i])) {
        throw new IllegalArgumentException(
            "Column " + column.name() + " does not hold " + row[i].getClass().getName());
      }
    }
  }
}
