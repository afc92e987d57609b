package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.setup.TableName;

/**
 * How far a table's snapshot has come since the task started.
 *
 * @param table name
 * @param done whether it is finished
 * @param rows emitted
 * @param expectedRows as the planner estimates; 0 when the table was never analyzed
 * @param bytes of the table's own file read through, without TOAST
 * @param expectedBytes of that file
 */
public record TableProgress(
    TableName table, boolean done, long rows, long expectedRows, long bytes, long expectedBytes) {

  /** Whether anything was read. */
  public boolean hasBegun() {
    return rows > 0 || bytes > 0;
  }

  /** The same, finished. */
  public TableProgress finished() {
    return new TableProgress(table, true, rows, expectedRows, bytes, expectedBytes);
  }

  @Override
  public String toString() {
    return String.format(
        "%s %d of about %d rows, %d of %d MiB",
        table, rows, Math.max(rows, expectedRows), bytes >> 20, expectedBytes >> 20);
  }
}
