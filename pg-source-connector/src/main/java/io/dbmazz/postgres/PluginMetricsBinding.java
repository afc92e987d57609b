package io.dbmazz.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;

/** The only class that touches KIP-877, which workers before 4.1 lack. */
final class PluginMetricsBinding {

  private PluginMetricsBinding() {}

  static boolean register(SourceTaskContext context, Map<String, LongSupplier> gauges) {
    PluginMetrics metrics = context.pluginMetrics();
    if (metrics == null) {
      return false;
    }
    gauges.forEach(
        (name, value) ->
            metrics.addMetric(
                metrics.metricName(name, "See ConnectorMetrics", new LinkedHashMap<>()),
                (Gauge<Long>) (config, now) -> value.getAsLong()));
    return true;
  }
}
