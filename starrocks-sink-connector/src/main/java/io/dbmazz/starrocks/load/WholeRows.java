package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowShape;
import io.dbmazz.starrocks.change.RowShape.Column;
import io.dbmazz.starrocks.change.Stored;
import io.dbmazz.starrocks.json.RowFormat.Reach;
import io.dbmazz.starrocks.table.AuditColumn;
import io.dbmazz.starrocks.table.CurrentRows;
import io.dbmazz.starrocks.table.TargetTable;
import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes whole rows of rows that bring some columns alone: what they leave as it is comes from the
 * target, where everything before their transaction can be read and nobody else writes. One batch.
 */
final class WholeRows {

  private static final String VERSION = AuditColumn.CDC_VERSION.columnName();

  private final CurrentRows current;
  private final TargetState target;
  private final AuditColumn.Mode audit;
  private final IdentityHashMap<RowShape, RowShape> shapes = new IdentityHashMap<>();

  WholeRows(CurrentRows current, TargetState target, AuditColumn.Mode audit) {
    this.current = current;
    this.target = target;
    this.audit = audit;
  }

  /** The same rows, in the same order; deletes stay as they are. */
  List<RowOperation> of(List<RowOperation> rows) {
    List<RowOperation> partial = rows.stream().filter(this::isPartial).toList();
    Map<List<String>, Map<String, String>> found =
        target.table().primaryKey()
            ? current.read(target.table(), partial.stream().map(this::keyOf).toList())
            : Map.of();
    return rows.stream()
        .map(row -> isPartial(row) ? completed(row, found.getOrDefault(key(row), Map.of())) : row)
        .toList();
  }

  private boolean isPartial(RowOperation row) {
    Reach reach = target.encoder().formatOf(row).reach();
    return reach == Reach.PARTIAL_UPDATE || reach == Reach.NEW_ROWS;
  }

  private List<String> keyOf(RowOperation row) {
    return target.encoder().keyOf(row);
  }

  private List<String> key(RowOperation row) {
    if (!target.table().primaryKey()) {
      return List.of();
    }
    List<TargetColumn> columns = CurrentRows.keyColumns(target.table());
    List<String> texts = keyOf(row);
    List<String> key = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      key.add(CurrentRows.comparable(columns.get(i), texts.get(i)));
    }
    return key;
  }

  private RowOperation completed(RowOperation row, Map<String, String> stored) {
    RowShape shape = shapes.computeIfAbsent(row.shape(), this::wholeShape);
    Object[] values = new Object[shape.columns().size()];
    for (int i = 0; i < values.length; i++) {
      Object given = i < row.values().length ? row.values()[i] : RowOperation.ABSENT;
      values[i] = given == RowOperation.ABSENT ? stored(shape.columns().get(i), stored) : given;
    }
    return new RowOperation(row.kind(), shape, values, row.key(), version(row.audit(), stored));
  }

  /** Null in a row that is not there. */
  private Object stored(Column column, Map<String, String> stored) {
    TargetTable table = target.table();
    String json = stored.get(table.column(column.name()).orElseThrow().name());
    return json == null || json.equals("null") ? null : new Stored(json);
  }

  /** A tombstone says nothing of its version: the row's stays. */
  private static Audit version(Audit audit, Map<String, String> stored) {
    String version = stored.getOrDefault(VERSION, "null");
    return audit.version() == Audit.NO_VERSION
        ? new Audit(audit.opType(), version.equals("null") ? 0 : Long.parseLong(version))
        : audit;
  }

  private RowShape wholeShape(RowShape shape) {
    List<Column> columns = new ArrayList<>(shape.columns());
    for (TargetColumn column : target.table().columns()) {
      boolean ours = audit == AuditColumn.Mode.LOADED && AuditColumn.isNamed(column.name());
      boolean brought =
          shape.columns().stream().anyMatch(known -> known.name().equalsIgnoreCase(column.name()));
      if (!ours && !brought) {
        columns.add(new Column(column.name(), null));
      }
    }
    return new RowShape(columns, shape.keys());
  }
}
