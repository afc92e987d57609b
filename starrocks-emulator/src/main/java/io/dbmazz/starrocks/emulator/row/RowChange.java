package io.dbmazz.starrocks.emulator.row;

/** A row that passed the filters. */
final class RowChange {
  private final Kind kind;
  private final Object[] values;

  /** What the row does to its key. */
  enum Kind {
    UPSERT,
    DELETE
  }

  RowChange(Kind kind, Object[] values) {
    this.kind = kind;
    this.values = values;
  }

  Kind kind() {
    return kind;
  }

  /** One per table column; meaningless in columns the load does not list. */
  Object[] values() {
    return values;
  }
}
