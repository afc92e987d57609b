package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowShape;
import io.dbmazz.starrocks.table.AuditColumn;
import io.dbmazz.starrocks.table.TableMismatchException;
import io.dbmazz.starrocks.table.TargetTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the format of each row of one target table. One thread at a time. Prepared per table
 * version; shapes are prepared as they first appear.
 */
public final class TableEncoder {

  /** Shapes come one per schema version; more than this many are no longer in use. */
  private static final int MOST_SHAPES = 64;

  private final TargetTable table;
  private final AuditColumn.Mode audit;
  private final Map<RowShape, ShapeFormats> shapes = new HashMap<>();
  private RowShape lastShape;
  private ShapeFormats lastFormats;

  /** For the table as it is now. */
  public TableEncoder(TargetTable table, AuditColumn.Mode audit) {
    this.table = table;
    this.audit = audit;
  }

  /**
   * The format of the row; the same one for all rows that may be loaded together.
   *
   * @throws TableMismatchException when rows of this shape cannot be loaded into the table
   */
  public RowFormat formatOf(RowOperation row) {
    if (row.shape() != lastShape) {
      lastFormats = formats(row.shape());
      lastShape = row.shape();
    }
    return lastFormats.of(row);
  }

  /** The text of the row's key columns, as they are loaded, in key order. */
  public List<String> keyOf(RowOperation row) {
    return formats(row.shape()).keyOf(row);
  }

  private ShapeFormats formats(RowShape shape) {
    ShapeFormats known = shapes.get(shape);
    if (known != null) {
      return known;
    }
    if (shapes.size() >= MOST_SHAPES) {
      shapes.clear();
    }
    ShapeFormats prepared = new ShapeFormats(new ShapeColumns(shape, table, audit));
    shapes.put(shape, prepared);
    return prepared;
  }
}
