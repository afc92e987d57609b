package io.dbmazz.starrocks.emulator.sql;

import java.util.Arrays;
import java.util.Iterator;
import org.h2.mvstore.Cursor;

/** Walks over the rows of a tree. */
final class StoredRows implements Iterator<Object[]> {

  /** What a row consists of. */
  enum Shape {
    AS_STORED,
    WITH_TREE_KEY
  }

  private final Cursor<Object[], Object[]> cursor;
  private final Shape shape;

  StoredRows(Cursor<Object[], Object[]> cursor, Shape shape) {
    this.cursor = cursor;
    this.shape = shape;
  }

  @Override
  public boolean hasNext() {
    return cursor.hasNext();
  }

  @Override
  public Object[] next() {
    Object[] key = cursor.next();
    Object[] row = cursor.getValue();
    if (shape == Shape.AS_STORED) {
      return row;
    }
    Object[] extended = Arrays.copyOf(row, row.length + 1);
    extended[row.length] = key[0];
    return extended;
  }
}
