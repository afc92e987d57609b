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
    gauges.forEach((name, value) -> register(metrics, name, Map.of(), value));
    return true;
  }

  static TableGauges.Registry registry(SourceTaskContext context) {
    PluginMetrics metrics = context.pluginMetrics();
    return (name, tags, value) -> register(metrics, name, tags, value);
  }

  private static void register(
      PluginMetrics metrics, String name, Map<String, String> tags, LongSupplier value) {
    metrics.addMetric(
        metrics.metricName(name, "See ConnectorMetrics", new LinkedHashMap<>(tags)),
        (Gauge<Long>) (config, now) -> value.getAsLong());
  }
}
