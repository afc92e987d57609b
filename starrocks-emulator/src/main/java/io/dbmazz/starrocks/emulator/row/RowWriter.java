package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.RowStore.Rows;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Model;
import java.util.List;
import java.util.Optional;

/** Applies the rows of one load to its table, inside one write of the store. */
final class RowWriter {
  private final RowPlan plan;
  private final TableDefinition table;
  private final int[] keyIndexes;
  private final Rows rows;
  private final RowTally tally;

  RowWriter(RowPlan plan, Rows rows, RowTally tally) {
    this.plan = plan;
    this.table = plan.table();
    this.keyIndexes = table.keyIndexes();
    this.rows = rows;
    this.tally = tally;
  }

  void write(List<RowChange> changes, WriteOrder order) {
    if (order == WriteOrder.AS_SENT) {
      changes.forEach(this::apply);
      return;
    }
    changes.stream().filter(c -> c.kind() == RowChange.Kind.UPSERT).forEach(this::apply);
    changes.stream().filter(c -> c.kind() == RowChange.Kind.DELETE).forEach(this::apply);
  }

  private void apply(RowChange change) {
    if (change.kind() == RowChange.Kind.DELETE) {
      rows.remove(table, key(change.values()));
      return;
    }
    boolean blind =
        table.model() != Model.PRIMARY_KEY
            || (plan.spec().update() == LoadSpec.Update.FULL && plan.condition().isEmpty());
    if (blind) {
      rows.put(table, change.values());
      return;
    }
    upsert(change.values());
  }

  private void upsert(Object[] change) {
    Optional<Object[]> existing = rows.find(table, key(change));
    boolean loses =
        existing.isPresent()
            && plan.condition().isPresent()
            && !plan.condition().get().replaces(existing.get(), change);
    if (loses) {
      return;
    }
    if (plan.spec().update() == LoadSpec.Update.FULL) {
      rows.put(table, change);
      return;
    }
    existing
        .map(row -> Optional.of(plan.merged(row, change)))
        .orElseGet(() -> plan.completed(change, tally))
        .ifPresent(row -> rows.put(table, row));
  }

  private Object[] key(Object[] row) {
    Object[] key = new Object[keyIndexes.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = row[keyIndexes[i]];
    }
    return key;
  }
}
