package io.dbmazz.starrocks.emulator.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.h2.api.ErrorCode;
import org.h2.command.ddl.CreateTableData;
import org.h2.engine.SessionLocal;
import org.h2.index.Index;
import org.h2.index.IndexType;
import org.h2.message.DbException;
import org.h2.result.Row;
import org.h2.table.Column;
import org.h2.table.IndexColumn;
import org.h2.table.TableBase;
import org.h2.table.TableType;

/** A table of the engine whose rows are ours; the engine reads it and never writes it. */
final class EngineTable extends TableBase {

  private final Supplier<EngineRows> rows;
  private final ArrayList<Index> indexes = new ArrayList<>();

  /**
   * @param types of the columns
   * @param key indexes of the columns by which the rows are ordered; empty when they are not
   * @param rows the rows of the statement that the calling thread runs
   */
  EngineTable(
      CreateTableData data, List<ColumnType> types, List<Integer> key, Supplier<EngineRows> rows) {
    super(data);
    this.rows = rows;
    setColumns(data.columns.toArray(new Column[0]));
    indexes.add(EngineIndex.scan(this, types));
    if (!key.isEmpty()) {
      Column[] keyColumns = key.stream().map(this::getColumn).toArray(Column[]::new);
      indexes.add(EngineIndex.key(this, types, IndexColumn.wrap(keyColumns)));
    }
  }

  EngineRows rows() {
    return rows.get();
  }

  static DbException readOnly() {
    return DbException.get(ErrorCode.FEATURE_NOT_SUPPORTED_1, "writing to an engine table");
  }

  @Override
  public Index getScanIndex(SessionLocal session) {
    return indexes.get(0);
  }

  @Override
  public List<Index> getIndexes() {
    return indexes;
  }

  @Override
  public TableType getTableType() {
    return TableType.EXTERNAL_TABLE_ENGINE;
  }

  @Override
  public boolean canGetRowCount(SessionLocal session) {
    return true;
  }

  @Override
  public long getRowCount(SessionLocal session) {
    return rows().count();
  }

  @Override
  public long getRowCountApproximation(SessionLocal session) {
    return rows().count();
  }

  /** Always later than any result, so that no result is used twice. */
  @Override
  public long getMaxDataModificationId() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public boolean canDrop() {
    return true;
  }

  @Override
  public void close(SessionLocal session) {
    // The rows belong to the store.
  }

  @Override
  public Index addIndex(
      SessionLocal session,
      String name,
      int id,
      IndexColumn[] columns,
      int uniqueColumns,
      IndexType type,
      boolean create,
      String comment) {
    throw readOnly();
  }

  @Override
  public void addRow(SessionLocal session, Row row) {
    throw readOnly();
  }

  @Override
  public void removeRow(SessionLocal session, Row row) {
    throw readOnly();
  }

  @Override
  public long truncate(SessionLocal session) {
    throw readOnly();
  }

  @Override
  public void checkSupportAlter() {
    throw readOnly();
  }
}
