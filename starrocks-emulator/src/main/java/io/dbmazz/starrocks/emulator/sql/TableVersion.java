package io.dbmazz.starrocks.emulator.sql;

import io.dbmazz.starrocks.emulator.sql.AlterClause.Position;
import io.dbmazz.starrocks.emulator.sql.ColumnSpec.Nullability;
import io.dbmazz.starrocks.emulator.sql.ColumnSpec.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that a table will have after an ALTER, with the column of today that each comes from.
 * Works out the next version step by step, and refuses what StarRocks refuses.
 */
final class TableVersion {

  /** A column to be, and its index in today's rows; empty for a new one. */
  private record Planned(TableDefinition.Column column, Optional<Integer> source) {}

  private final StoredTable table;
  private final List<Planned> columns = new ArrayList<>();
  private final Map<String, String> comments;
  private final Map<String, String> nestedTypes;

  TableVersion(StoredTable table) {
    this.table = table;
    List<TableDefinition.Column> today = table.definition().columns();
    for (int i = 0; i < today.size(); i++) {
      columns.add(new Planned(today.get(i), Optional.of(i)));
    }
    this.comments = new HashMap<>(table.clauses().comments());
    this.nestedTypes = new HashMap<>(table.clauses().nestedTypes());
  }

  void add(ColumnSpec spec, Optional<Position> position) {
    if (find(spec.name()).isPresent()) {
      throw SqlError.ddl("Can not add column which already exists in base table: " + spec.name());
    }
    TableDefinition.Column column = spec.toColumn(Role.VALUE);
    if (!column.nullable() && column.defaultValue() == null && !table.isEmpty()) {
      // UNCERTAIN: newer versions may fill in the type's zero.
      throw SqlError.ddl(
          "Column " + spec.name() + " is NOT NULL without a default, and the table has rows");
    }
    columns.add(place(position), new Planned(column, Optional.empty()));
    describe(spec);
  }

  void drop(String name) {
    Planned planned = require(name);
    checkFree(planned.column());
    columns.remove(planned);
  }

  void modify(ColumnSpec spec, Optional<Position> position) {
    Planned planned = require(spec.name());
    TableDefinition.Column before = planned.column();
    if (before.key() && table.hasPrimaryKey()) {
      throw SqlError.ddl("Can not modify key column: " + spec.name() + " for primary key table");
    }
    TableDefinition.Column after = spec.toColumn(before.key() ? Role.DUPLICATE_KEY : Role.VALUE);
    if (before.nullable() && spec.nullability() == Nullability.NOT_NULL) {
      throw SqlError.ddl("Can not change from nullable to non-nullable");
    }
    TypeChanges.check(before, after);
    int index = columns.indexOf(planned);
    columns.remove(index);
    int target = position.isPresent() ? place(position) : index;
    columns.add(target, new Planned(after, planned.source()));
    describe(spec);
  }

  void rename(String from, String to) {
    Planned planned = require(from);
    if (find(to).isPresent()) {
      throw SqlError.ddl("Column name[" + to + "] is already used");
    }
    TableDefinition.Column old = planned.column();
    columns.set(
        columns.indexOf(planned),
        new Planned(
            new TableDefinition.Column(
                to, old.type(), old.nullable(), old.defaultValue(), old.key()),
            planned.source()));
    carry(comments, from, to);
    carry(nestedTypes, from, to);
  }

  TableDefinition definition() {
    TableDefinition today = table.definition();
    return new TableDefinition(
        today.database(),
        today.name(),
        columns.stream().map(Planned::column).toList(),
        today.model());
  }

  TableClauses clauses() {
    TableClauses today = table.clauses();
    return new TableClauses(
        today.partitionBy(),
        today.distributedBy(),
        today.buckets(),
        today.orderBy(),
        today.properties(),
        comments,
        nestedTypes);
  }

  /** Today's row in the columns to be. */
  Object[] convert(Object[] row, ColumnDefaults defaults) {
    Object[] converted = new Object[columns.size()];
    for (int i = 0; i < converted.length; i++) {
      Planned planned = columns.get(i);
      converted[i] =
          planned.source().isEmpty()
              ? defaults.valueOf(planned.column())
              : TypeChanges.convert(planned.column().type(), row[planned.source().get()]);
    }
    return converted;
  }

  private void describe(ColumnSpec spec) {
    String name = spec.name().toLowerCase(Locale.ROOT);
    comments.put(name, spec.comment());
    if (!spec.typeText().isEmpty()) {
      nestedTypes.put(name, spec.typeText());
    }
  }

  private static void carry(Map<String, String> texts, String from, String to) {
    String text = texts.remove(from.toLowerCase(Locale.ROOT));
    if (text != null) {
      texts.put(to.toLowerCase(Locale.ROOT), text);
    }
  }

  private int place(Optional<Position> position) {
    if (position.isEmpty()) {
      return columns.size();
    }
    if (position.get().after().isEmpty()) {
      // UNCERTAIN: StarRocks may refuse FIRST before key columns; it keeps keys first.
      return (int) columns.stream().filter(planned -> planned.column().key()).count();
    }
    return columns.indexOf(require(position.get().after().get())) + 1;
  }

  private void checkFree(TableDefinition.Column column) {
    String name = column.name();
    if (column.key()) {
      throw SqlError.ddl("Can not drop key column " + name + " of a table with rows in key order");
    }
    List<String> fixed = new ArrayList<>(table.clauses().distributedBy());
    fixed.addAll(table.clauses().orderBy());
    if (fixed.stream().anyMatch(name::equalsIgnoreCase)) {
      throw SqlError.ddl("Can not drop column " + name + ": it distributes or sorts the table");
    }
    if (table.clauses().partitionBy().matches("(?is).*\\b\\Q" + name + "\\E\\b.*")) {
      throw SqlError.ddl("Partition column[" + name + "] cannot be dropped");
    }
  }

  private Planned require(String name) {
    return find(name).orElseThrow(() -> SqlError.ddl("Column does not exists: " + name));
  }

  private Optional<Planned> find(String name) {
    return columns.stream()
        .filter(planned -> planned.column().name().equalsIgnoreCase(name))
        .findFirst();
  }
}
