package io.dbmazz.starrocks.json;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowOperation.Kind;
import io.dbmazz.starrocks.change.RowShape;
import java.util.List;
import java.util.stream.Stream;

/** Rows of a shape without schemas. */
public final class Rows {

  private final RowShape shape;

  /** Rows with these columns; the first is the key. */
  public Rows(String... columns) {
    shape =
        new RowShape(
            Stream.of(columns).map(name -> new RowShape.Column(name, null)).toList(),
            List.of(columns[0]));
  }

  /** An insert with commit LSN 100. */
  public RowOperation upsert(Object... values) {
    return row(Kind.UPSERT, new Audit(0, 100), values);
  }

  /** An insert with this commit LSN. */
  public RowOperation upsertAt(long version, Object... values) {
    return row(Kind.UPSERT, new Audit(0, version), values);
  }

  /** A soft delete with commit LSN 100. */
  public RowOperation softDelete(Object... values) {
    return row(Kind.SOFT_DELETE, new Audit(2, 100), values);
  }

  /** A hard delete with commit LSN 100. */
  public RowOperation hardDelete(Object... values) {
    return row(Kind.HARD_DELETE, new Audit(2, 100), values);
  }

  private RowOperation row(Kind kind, Audit audit, Object... values) {
    return new RowOperation(kind, shape, values, List.of(values[0]), audit);
  }
}
