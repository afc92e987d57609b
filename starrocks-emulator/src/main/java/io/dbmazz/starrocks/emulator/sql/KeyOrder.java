package io.dbmazz.starrocks.emulator.sql;

import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Order of the keys of a {@link RowTree}: value by value, a prefix before everything it begins, and
 * {@link #LAST} after every value, so that a prefix followed by it closes a range.
 */
final class KeyOrder extends BasicDataType<Object[]> {

  /** Stands for a value greater than all others. */
  static final Object LAST = new Object();

  @Override
  public int compare(Object[] left, Object[] right) {
    int shared = Math.min(left.length, right.length);
    for (int i = 0; i < shared; i++) {
      int order = compareValues(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  @SuppressWarnings({"unchecked", "rawtypes", "ReferenceEquality"})
  private static int compareValues(Object left, Object right) {
    if (left == right) {
      return 0;
    }
    if (left == LAST) {
      return 1;
    }
    return right == LAST ? -1 : ((Comparable) left).compareTo(right);
  }

  @Override
  public int getMemory(Object[] key) {
    return 0;
  }

  @Override
  public Object[][] createStorage(int size) {
    return new Object[size][];
  }

  @Override
  public void write(WriteBuffer buffer, Object[] key) {
    throw new IllegalStateException("Rows live in memory only");
  }

  @Override
  public Object[] read(ByteBuffer buffer) {
    throw new IllegalStateException("Rows live in memory only");
  }
}
