package io.dbmazz.postgres;

import io.dbmazz.record.ConnectorMetrics;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands gauges to the worker, if it has a place for them. */
final class SourceGauges {

  private static final Logger LOG = LoggerFactory.getLogger(SourceGauges.class);

  private SourceGauges() {}

  /**
   * Registers the gauges.
   *
   * @param gauges by the names of {@link ConnectorMetrics}
   * @return whether the worker took them: workers before 4.1 know no plugin metrics
   */
  static boolean register(SourceTaskContext context, Map<String, LongSupplier> gauges) {
    try {
      return PluginMetricsBinding.register(context, gauges);
    } catch (NoSuchMethodError | NoClassDefFoundError e) {
      LOG.debug("This worker has no plugin metrics", e);
      return false;
    }
  }
}
