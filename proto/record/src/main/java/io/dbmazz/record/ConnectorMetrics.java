package io.dbmazz.record;

/**
 * Names of the metrics that the connectors register with Connect's PluginMetrics (KIP-877, workers
 * from 4.1) and the embedded runner reads. All are gauges or running totals of type long.
 */
public final class ConnectorMetrics {

  /** Source: newest LSN confirmed to the slot. */
  public static final String CONFIRMED_LSN = "confirmed-lsn";

  /** Source: the server's current WAL position, at most about a second old. */
  public static final String SERVER_LSN = "server-lsn";

  /**
   * Source: 1 while the slot is being streamed or a snapshot being read, 0 while a connection is
   * being made.
   */
  public static final String STREAMING = "streaming";

  /**
   * Source: bytes of WAL that the server keeps for the slot, as of the last look, which is taken
   * once each {@code status.update.interval.ms}.
   */
  public static final String SLOT_RETAINED_BYTES = "slot-retained-bytes";

  /** Source: WAL messages read from the slot and not yet polled. */
  public static final String QUEUED_MESSAGES = "queued-messages";

  /** Source: bytes of those messages. */
  public static final String QUEUED_BYTES = "queued-bytes";

  /** Source: 1 from the plan of the initial snapshot to its end. */
  public static final String SNAPSHOT_RUNNING = "snapshot-running";

  /** Source: captured tables. */
  public static final String SNAPSHOT_TABLES = "snapshot-tables";

  /** Source: captured tables whose rows are all read. */
  public static final String SNAPSHOT_TABLES_DONE = "snapshot-tables-done";

  /** Source: rows that the task has read for the initial snapshot. */
  public static final String SNAPSHOT_ROWS = "snapshot-rows";

  /** Source: how many there will be, as the planner estimates. */
  public static final String SNAPSHOT_ROWS_EXPECTED = "snapshot-rows-expected";

  /** Source: bytes of tables that the task has read through, without TOAST and indexes. */
  public static final String SNAPSHOT_BYTES = "snapshot-bytes";

  /** Source: how many there will be. */
  public static final String SNAPSHOT_BYTES_EXPECTED = "snapshot-bytes-expected";

  /** Source: tables that are being read beside the stream, or wait for it. */
  public static final String INCREMENTAL_TABLES_LEFT = "incremental-snapshot-tables-left";

  /** Source: rows emitted of the table that is being read beside the stream. */
  public static final String INCREMENTAL_ROWS = "incremental-snapshot-rows";

  /** Source: rows of that table, as the planner estimates. */
  public static final String INCREMENTAL_ROWS_EXPECTED = "incremental-snapshot-rows-expected";

  /**
   * Source: rows that the task has read of the table that the tag {@link #TABLE} names; once its
   * reading has begun. The tag {@link #SNAPSHOT} says by which snapshot.
   */
  public static final String TABLE_ROWS = "table-snapshot-rows";

  /** Source: how many there will be, as the planner estimates; tagged likewise. */
  public static final String TABLE_ROWS_EXPECTED = "table-snapshot-rows-expected";

  /** Source: bytes of the table that the task has read, without TOAST and indexes; likewise. */
  public static final String TABLE_BYTES = "table-snapshot-bytes";

  /** Source: how many there will be; tagged likewise. */
  public static final String TABLE_BYTES_EXPECTED = "table-snapshot-bytes-expected";

  /** Source: 1 once all rows of the table are read, else 0; tagged likewise. */
  public static final String TABLE_DONE = "table-snapshot-done";

  /** Tag: {@code schema.table}. */
  public static final String TABLE = "table";

  /** Tag: {@code initial}, or {@code incremental} beside the stream. */
  public static final String SNAPSHOT = "snapshot";

  /** Sink: loads that StarRocks has accepted. */
  public static final String LOADS_TOTAL = "loads-total";

  /** Sink: rows in those loads. */
  public static final String ROWS_LOADED_TOTAL = "rows-loaded-total";

  /** Sink: loads sent again after a failure. */
  public static final String LOAD_RETRIES_TOTAL = "load-retries-total";

  /** Sink: rows buffered or in flight, not yet durable. */
  public static final String BUFFERED_ROWS = "buffered-rows";

  /** Sink: estimated bytes of those rows. */
  public static final String BUFFERED_BYTES = "buffered-bytes";

  /**
   * Sink: tables that are loaded less often than configured, in larger batches, because StarRocks
   * has too many versions of them.
   */
  public static final String SLOWED_TABLES = "slowed-tables";

  private ConnectorMetrics() {}
}
