package io.dbmazz.starrocks.table;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * Rows and target table do not fit each other, as far as the table is known: a column that the
 * table lacks, a column that the rows lack. Worth another try when the table has changed since it
 * was read; otherwise it ends the task.
 */
public final class TableMismatchException extends ConnectException {

  private static final long serialVersionUID = 1L;

  /** Names table and column, and the statement that mends it. */
  public TableMismatchException(String message) {
    super(message);
  }
}
