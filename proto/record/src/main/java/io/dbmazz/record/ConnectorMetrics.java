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

  /** Source: 1 while the slot is being streamed, 0 while a connection is being made. */
  public static final String STREAMING = "streaming";

  /** Source: WAL messages read from the slot and not yet polled. */
  public static final String QUEUED_MESSAGES = "queued-messages";

  /** Source: bytes of those messages. */
  public static final String QUEUED_BYTES = "queued-bytes";

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

  private ConnectorMetrics() {}
}
