package io.dbmazz.runner.demo;

import io.dbmazz.runner.demo.Figures.Table;
import io.dbmazz.runner.pipeline.PipelineMetrics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the figures: rows from both databases, the rest from the runner. Used by one thread. */
final class FigureReader {

  private static final String LIVE = " WHERE dbmazz_is_deleted = FALSE";

  private static final String LAG_BYTES =
      "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)"
          + " FROM pg_replication_slots WHERE slot_name = '"
          + DemoPipeline.SLOT
          + "'";
  private static final String AUDITED =
      "SELECT count(*) FROM information_schema.columns WHERE table_schema = '%s'"
          + " AND table_name = '%s' AND column_name = 'dbmazz_is_deleted'";

  private final Connection source;
  private final Connection target;
  private final DemoPipeline pipeline;
  private final Workload workload;
  private final Set<String> loaded = new HashSet<>();
  private final long startNanos = System.nanoTime();
  private long lastNanos = startNanos;
  private long lastEvents;

  FigureReader(Connection source, Connection target, DemoPipeline pipeline, Workload workload) {
    this.source = source;
    this.target = target;
    this.pipeline = pipeline;
    this.workload = workload;
  }

  Figures read() throws SQLException {
    List<Table> tables = new ArrayList<>();
    for (String name : DemoTables.NAMES) {
      tables.add(new Table(name, number(source, "SELECT count(*) FROM " + name), targetRows(name)));
    }
    long newestOrder = number(target, "SELECT max(order_id) FROM " + DemoTables.ORDERS);
    PipelineMetrics metrics = pipeline.metrics();
    return new Figures(
        Duration.ofNanos(System.nanoTime() - startNanos),
        List.copyOf(tables),
        number(source, LAG_BYTES),
        Duration.ofNanos(workload.lagNanos(newestOrder)).toMillis(),
        eventsPerSecond(metrics.totalEvents()),
        metrics.totalLoads());
  }

  private double eventsPerSecond(long events) {
    long now = System.nanoTime();
    double seconds = (now - lastNanos) / (double) Duration.ofSeconds(1).toNanos();
    double rate = (events - lastEvents) / seconds;
    lastNanos = now;
    lastEvents = events;
    return rate;
  }

  /** The first load of a table adds the audit columns; before it there is no row. */
  private long targetRows(String table) throws SQLException {
    if (!loaded.contains(table)) {
      if (number(target, AUDITED.formatted(DemoTarget.DATABASE, table)) == 0) {
        return 0;
      }
      loaded.add(table);
    }
    return number(target, "SELECT count(*) FROM " + table + LIVE);
  }

  /** 0 when the query gives NULL. */
  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (!row.next()) {
        throw new SQLException("No row came back from: " + query);
      }
      return row.getLong(1);
    }
  }
}
