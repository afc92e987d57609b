package io.dbmazz.starrocks.emulator.sql;

import java.util.List;
import java.util.function.Function;

/**
 * Brings rows from the columns of one table version to those of another, by column name. Needed
 * when a load was planned before an ALTER and writes after it.
 */
final class RowLayout {

  private static final int ABSENT = -1;

  private final List<TableDefinition.Column> target;
  private final int[] sources;
  private final Function<TableDefinition.Column, Object> defaults;

  RowLayout(
      TableDefinition from, TableDefinition to, Function<TableDefinition.Column, Object> defaults) {
    this.target = to.columns();
    this.defaults = defaults;
    this.sources =
        target.stream().mapToInt(column -> indexOf(from.columns(), column.name())).toArray();
  }

  /** The row for the target columns; a column the source lacks gets its default. */
  Object[] apply(Object[] row) {
    Object[] laidOut = new Object[sources.length];
    for (int i = 0; i < sources.length; i++) {
      laidOut[i] = sources[i] == ABSENT ? defaults.apply(target.get(i)) : row[sources[i]];
    }
    return laidOut;
  }

  /** Index of the column of that name, in any case; -1 without one. */
  static int indexOf(List<TableDefinition.Column> columns, String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return ABSENT;
  }
}
