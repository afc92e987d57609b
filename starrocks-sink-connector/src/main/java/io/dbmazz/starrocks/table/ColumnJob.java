package io.dbmazz.starrocks.table;

/**
 * A change of columns, as {@code SHOW ALTER TABLE COLUMN} shows it.
 *
 * @param id given by StarRocks
 * @param state PENDING, WAITING_TXN, RUNNING, FINISHED_REWRITING, FINISHED or CANCELLED
 * @param message why it was cancelled; may be empty
 */
record ColumnJob(String id, String state, String message) {

  static ColumnJob read(Sql.Row row) {
    return new ColumnJob(
        row.text("JobId").orElse(""), row.text("State").orElse(""), row.text("Msg").orElse(""));
  }

  boolean isCancelled() {
    return state.equals("CANCELLED");
  }

  @Override
  public String toString() {
    return "job " + id + ", " + state + (message.isEmpty() ? "" : ": " + message);
  }
}
