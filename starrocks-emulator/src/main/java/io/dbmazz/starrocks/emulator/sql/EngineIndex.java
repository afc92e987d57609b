package io.dbmazz.starrocks.emulator.sql;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.h2.command.query.AllColumnsForPlan;
import org.h2.engine.SessionLocal;
import org.h2.index.Cursor;
import org.h2.index.Index;
import org.h2.index.IndexType;
import org.h2.result.Row;
import org.h2.result.SearchRow;
import org.h2.result.SortOrder;
import org.h2.table.IndexColumn;
import org.h2.table.TableFilter;
import org.h2.value.Value;

/** How the engine reads a table: over its key, or, without key columns, from end to end. */
final class EngineIndex extends Index {

  private static final int ROWS_IF_UNKNOWN = 1000;

  private final EngineTable rows;
  private final List<ColumnType> types;

  /** Reads all rows. */
  static EngineIndex scan(EngineTable table, List<ColumnType> types) {
    return new EngineIndex(table, types, new IndexColumn[0], IndexType.createScan(false));
  }

  /** Reads rows by a key range, in key order. */
  static EngineIndex key(EngineTable table, List<ColumnType> types, IndexColumn[] key) {
    return new EngineIndex(table, types, key, IndexType.createPrimaryKey(false, false));
  }

  private EngineIndex(
      EngineTable table, List<ColumnType> types, IndexColumn[] key, IndexType type) {
    super(table, 0, table.getName() + "_" + (key.length == 0 ? "scan" : "key"), key, 0, type);
    this.rows = table;
    this.types = types;
  }

  @Override
  public Cursor find(SessionLocal session, SearchRow first, SearchRow last, boolean reverse) {
    // Read backwards, the range begins at its upper end.
    SearchRow lower = reverse ? last : first;
    SearchRow upper = reverse ? first : last;
    Object[] from = lower == null ? null : bound(lower);
    Object[] to = upper == null ? null : close(bound(upper));
    EngineRows.Direction direction = reverse ? EngineRows.Direction.DOWN : EngineRows.Direction.UP;
    return new Rows(rows.rows().range(from, to, direction), types);
  }

  /** The leading key values that the engine set; the rest of the key is open. */
  private Object[] bound(SearchRow row) {
    Object[] key = new Object[columnIds.length];
    for (int i = 0; i < key.length; i++) {
      Value value = row.getValue(columnIds[i]);
      if (value == null || value.containsNull()) {
        return Arrays.copyOf(key, i);
      }
      key[i] = EngineValues.fromEngine(types.get(columnIds[i]), value);
    }
    return key;
  }

  private static Object[] close(Object[] bound) {
    Object[] closed = Arrays.copyOf(bound, bound.length + 1);
    closed[bound.length] = KeyOrder.LAST;
    return closed;
  }

  @Override
  public double getCost(
      SessionLocal session,
      int[] masks,
      TableFilter[] filters,
      int filter,
      SortOrder sortOrder,
      AllColumnsForPlan columns,
      boolean isSelect) {
    long count = getRowCountApproximation(session);
    if (columnIds.length == 0) {
      return 10.0 * (count + ROWS_IF_UNKNOWN);
    }
    return 10.0
        * getCostRangeIndex(masks, count, filters, filter, sortOrder, false, columns, isSelect);
  }

  @Override
  public long getRowCount(SessionLocal session) {
    return rows.getRowCount(session);
  }

  @Override
  public long getRowCountApproximation(SessionLocal session) {
    return rows.getRowCountApproximation(session);
  }

  @Override
  public boolean needRebuild() {
    return false;
  }

  @Override
  public void add(SessionLocal session, Row row) {
    throw EngineTable.readOnly();
  }

  @Override
  public void remove(SessionLocal session, Row row) {
    throw EngineTable.readOnly();
  }

  @Override
  public void truncate(SessionLocal session) {
    throw EngineTable.readOnly();
  }

  @Override
  public void remove(SessionLocal session) {
    // Nothing of its own to let go.
  }

  @Override
  public void close(SessionLocal session) {
    // Nothing of its own to let go.
  }

  /** Rows found, one after another. */
  private static final class Rows implements Cursor {
    private final Iterator<Object[]> found;
    private final List<ColumnType> types;
    private EngineRow current;
    private long position;

    Rows(Iterator<Object[]> found, List<ColumnType> types) {
      this.found = found;
      this.types = types;
    }

    @Override
    public Row get() {
      return current;
    }

    @Override
    public SearchRow getSearchRow() {
      return current;
    }

    @Override
    public boolean next() {
      boolean more = found.hasNext();
      current = more ? new EngineRow(types, found.next(), ++position) : null;
      return more;
    }

    @Override
    public boolean previous() {
      throw EngineTable.readOnly();
    }
  }
}
