package io.dbmazz.starrocks;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.starrocks.load.LoadCounters;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics of one task. Written by its thread and the loaders', read by the worker's. */
final class SinkMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(SinkMetrics.class);

  private final LoadCounters counters;
  private final AtomicLong bufferedRows = new AtomicLong();
  private final AtomicLong bufferedBytes = new AtomicLong();
  private final AtomicLong slowedTables = new AtomicLong();

  SinkMetrics(LoadCounters counters) {
    this.counters = counters;
  }

  void buffered(long rows, long bytes, long slowed) {
    slowedTables.set(slowed);
    bufferedRows.set(rows);
    bufferedBytes.set(bytes);
  }

  /** Offers them to the worker; one older than Kafka 4.1 does not take them. */
  void offerTo(SinkTaskContext context) {
    try {
      new Registration(context).add(this);
    } catch (NoSuchMethodError | NoClassDefFoundError e) {
      LOG.debug("This worker takes no metrics of plugins", e);
    }
  }

  /** Apart, so that the class around it loads where {@code PluginMetrics} does not exist. */
  private static final class Registration {
    private final PluginMetrics group;

    Registration(SinkTaskContext context) {
      group = context.pluginMetrics();
    }

    void add(SinkMetrics metrics) {
      LoadCounters counters = metrics.counters;
      add(ConnectorMetrics.LOADS_TOTAL, "Loads that StarRocks accepted", counters::loads);
      add(ConnectorMetrics.ROWS_LOADED_TOTAL, "Rows in those loads", counters::rows);
      add(ConnectorMetrics.LOAD_RETRIES_TOTAL, "Loads sent again", counters::retries);
      add(ConnectorMetrics.BUFFERED_ROWS, "Rows not yet durable", metrics.bufferedRows::get);
      add(ConnectorMetrics.BUFFERED_BYTES, "Their estimated bytes", metrics.bufferedBytes::get);
      add(
          ConnectorMetrics.SLOWED_TABLES,
          "Tables loaded less often, of which StarRocks has too many versions",
          metrics.slowedTables::get);
    }

    private void add(String name, String description, LongSupplier value) {
      group.addMetric(
          group.metricName(name, description, new LinkedHashMap<>()),
          (Gauge<Long>) (config, now) -> value.getAsLong());
    }
  }
}
