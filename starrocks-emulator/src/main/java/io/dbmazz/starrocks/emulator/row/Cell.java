package io.dbmazz.starrocks.emulator.row;

/** Where one column of a row comes from. */
@FunctionalInterface
interface Cell {
  /** The value for the row with these source fields, null, or {@link Invalid}. */
  Object value(Object[] sources);
}
