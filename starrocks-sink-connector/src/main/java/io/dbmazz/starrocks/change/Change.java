package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.TableId;

/** What one record asks for. */
public sealed interface Change {

  /** Nothing to load: a heartbeat, or a change that the configuration leaves out. */
  Change NOTHING = new Nothing();

  /**
   * One operation on one row.
   *
   * @param table where
   * @param operation what
   */
  record Write(TableId table, RowOperation operation) implements Change {}

  /**
   * All rows of a table go.
   *
   * @param table which
   */
  record Truncate(TableId table) implements Change {}

  /** Nothing; the offset of the record counts as durable. */
  record Nothing() implements Change {}
}
