package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.ColumnDefaults;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Column;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Model;
import java.time.Clock;
import java.util.Optional;

/** What one load does with a row of source fields; made once per load. */
final class RowPlan {
  private final TableDefinition table;
  private final LoadSpec spec;
  private final SourceFields fields;
  private final Cell[] cells;
  private final Cell op;
  private final boolean[] listed;
  private final KeySize keySize;
  private final Optional<MergeCondition> condition;

  RowPlan(TableDefinition table, LoadSpec spec, Clock clock) {
    this.table = table;
    this.spec = spec;
    ColumnMapping mapping = ColumnMapping.of(table, spec);
    checkPartialUpdate(mapping);
    this.fields = mapping.sourceFields();
    this.op = OpCell.of(table, mapping, fields);
    this.cells = new Cell[table.columns().size()];
    this.listed = new boolean[cells.length];
    ColumnDefaults defaults = new ColumnDefaults(clock);
    for (int i = 0; i < cells.length; i++) {
      Column column = table.columns().get(i);
      listed[i] = mapping.lists(column);
      cells[i] =
          mapping
              .item(column.name())
              .map(item -> filled(column, item))
              .orElseGet(() -> Cells.missing(column, defaults));
    }
    this.condition = MergeCondition.of(table, spec, mapping);
    this.keySize = new KeySize(table);
  }

  private void checkPartialUpdate(ColumnMapping mapping) {
    boolean partial = spec.update() == LoadSpec.Update.PARTIAL;
    if (partial && table.model() != Model.PRIMARY_KEY) {
      throw new LoadException("Only primary key table support partial update");
    }
    for (Column column : table.columns()) {
      if (mapping.lists(column)) {
        continue;
      }
      if (partial && column.key()) {
        throw new LoadException("key column " + column.name() + " not in partial update columns");
      }
      if (!partial && !column.nullable() && column.defaultValue() == null) {
        throw new LoadException("Column has no default value. column: " + column.name());
      }
    }
  }

  private Cell filled(Column column, ColumnItem item) {
    if (item.expression().isPresent()) {
      return Cells.mapping(column, item.expression().get(), fields);
    }
    int slot = fields.slot(item.name());
    // A field that an expression reads, too, was read as text (Load.java, rule 3).
    return fields.converter(slot) instanceof SourceTextConverter
        ? Cells.mapping(column, new Expression.Reference(item.name()), fields)
        : sources -> sources[slot];
  }

  /** The row, counted; empty when it was filtered. */
  Optional<RowChange> row(Object[] sources, RowTally tally) {
    tally.read();
    Object[] row = new Object[cells.length];
    Object kind = op.value(sources);
    for (int i = 0; i < cells.length; i++) {
      if (!listed[i] && spec.update() == LoadSpec.Update.PARTIAL) {
        continue;
      }
      Object value = cells[i].value(sources);
      Optional<String> rejection = rejection(i, value);
      if (rejection.isPresent()) {
        tally.filter(rejection.get(), RowText.of(sources));
        return Optional.empty();
      }
      row[i] = value instanceof Invalid ? null : value;
    }
    if (kind instanceof Invalid invalid) {
      if (spec.invalidValues() == LoadSpec.InvalidValues.FILTER_ROW) {
        tally.filter(invalid.reason(), RowText.of(sources));
        return Optional.empty();
      }
      kind = 0L;
    }
    if (table.model() == Model.PRIMARY_KEY) {
      keySize.check(row);
    }
    return Optional.of(
        new RowChange(kind.equals(0L) ? RowChange.Kind.UPSERT : RowChange.Kind.DELETE, row));
  }

  private Optional<String> rejection(int index, Object value) {
    if (value instanceof Invalid invalid
        && spec.invalidValues() == LoadSpec.InvalidValues.FILTER_ROW) {
      return Optional.of(invalid.reason());
    }
    Column column = table.columns().get(index);
    if (!column.nullable() && (value == null || value instanceof Invalid)) {
      return Optional.of("NULL value in non-nullable column '" + column.name() + "'");
    }
    return Optional.empty();
  }

  /** A partial row laid over the one that exists. */
  Object[] merged(Object[] existing, Object[] change) {
    Object[] row = existing.clone();
    for (int i = 0; i < row.length; i++) {
      row[i] = listed[i] ? change[i] : row[i];
    }
    return row;
  }

  /** A partial row of a key that does not exist: defaults elsewhere; empty when it was filtered. */
  Optional<Object[]> completed(Object[] change, RowTally tally) {
    Object[] row = change.clone();
    for (int i = 0; i < row.length; i++) {
      if (!listed[i]) {
        row[i] = cells[i].value(change);
        Optional<String> rejection = rejection(i, row[i]);
        if (rejection.isPresent()) {
          tally.filter(rejection.get(), RowText.of(change));
          return Optional.empty();
        }
      }
    }
    return Optional.of(row);
  }

  TableDefinition table() {
    return table;
  }

  LoadSpec spec() {
    return spec;
  }

  SourceFields fields() {
    return fields;
  }

  Optional<MergeCondition> condition() {
    return condition;
  }
}
