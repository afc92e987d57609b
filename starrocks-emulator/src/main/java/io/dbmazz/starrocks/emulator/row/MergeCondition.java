package io.dbmazz.starrocks.emulator.row;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Column;
import io.dbmazz.starrocks.emulator.sql.TableDefinition.Model;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code merge_condition}: a row replaces another when its value is greater or equal. */
final class MergeCondition {
  private static final Set<Kind> REFUSED =
      EnumSet.of(Kind.CHAR, Kind.VARCHAR, Kind.VARBINARY, Kind.JSON, Kind.NESTED);

  private final int index;

  private MergeCondition(int index) {
    this.index = index;
  }

  static Optional<MergeCondition> of(TableDefinition table, LoadSpec spec, ColumnMapping mapping) {
    return spec.mergeCondition().map(name -> new MergeCondition(check(table, name, spec, mapping)));
  }

  private static int check(
      TableDefinition table, String name, LoadSpec spec, ColumnMapping mapping) {
    if (table.model() != Model.PRIMARY_KEY) {
      throw new LoadException("Conditional update only support primary key table " + table.name());
    }
    Optional<Column> column =
        ColumnMapping.column(table, name)
            .filter(c -> spec.update() == LoadSpec.Update.FULL || mapping.lists(c));
    if (column.isEmpty()) {
      throw new LoadException(
          "Merge condition column "
              + name
              + " does not exist. If you are doing partial update with condition update, please"
              + " check condition column is in the given update columns. Otherwise please check"
              + " condition column is in table "
              + table.name());
    }
    if (column.get().key()) {
      throw new LoadException("Merge condition column " + name + " should not be primary key!");
    }
    if (REFUSED.contains(column.get().type().kind())) {
      throw new LoadException(
          "Merge condition column has invalid type maybe bitmap/hll/percentile/json/varchar!");
    }
    return table.columns().indexOf(column.get());
  }

  /** Whether {@code next} takes the place of {@code existing}; NULL is below every value. */
  @SuppressWarnings("unchecked")
  boolean replaces(Object[] existing, Object[] next) {
    if (existing[index] == null || next[index] == null) {
      return existing[index] == null;
    }
    return ((Comparable<Object>) next[index]).compareTo(existing[index]) >= 0;
  }
}
