package io.dbmazz.postgres.type;

/** Always the same text. */
record StarMask(String text) implements ColumnMask {

  @Override
  public ColumnType over(ColumnType type) {
    return ColumnType.masked((data, offset, length) -> text);
  }

  @Override
  public boolean keepsValuesApart() {
    return false;
  }
}
