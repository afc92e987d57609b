package io.dbmazz.postgres.change;

/**
 * A row has NULL in a column of the primary key, which the table therefore did not have when the
 * row was written.
 */
final class NullInKeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NullInKeyException(Table table, Column column) {
    super("NULL in " + column.name() + ", a column of the key of " + table.name());
  }
}
