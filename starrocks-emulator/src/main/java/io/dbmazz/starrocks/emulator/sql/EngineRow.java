package io.dbmazz.starrocks.emulator.sql;

import java.util.List;
import org.h2.result.Row;
import org.h2.result.SearchRow;
import org.h2.value.Value;

/** A stored row as the engine sees it; values are converted when they are asked for. */
final class EngineRow extends Row {

  private final List<ColumnType> types;
  private final Object[] values;

  EngineRow(List<ColumnType> types, Object[] values, long position) {
    this.types = types;
    this.values = values;
    setKey(position);
  }

  @Override
  public int getColumnCount() {
    return values.length;
  }

  @Override
  public Value getValue(int index) {
    return index == ROWID_INDEX
        ? org.h2.value.ValueBigint.get(getKey())
        : EngineValues.toEngine(types.get(index), values[index]);
  }

  @Override
  public Value[] getValueList() {
    Value[] all = new Value[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = getValue(i);
    }
    return all;
  }

  @Override
  public void setValue(int index, Value value) {
    throw new IllegalStateException("Rows change through the warehouse only");
  }

  @Override
  public void copyFrom(SearchRow source) {
    throw new IllegalStateException("Rows change through the warehouse only");
  }

  @Override
  public int getMemory() {
    return 0;
  }
}
