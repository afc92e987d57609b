package io.dbmazz.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** Keeps the gauges that a task registers. */
final class TestingMetrics implements PluginMetrics {

  private final Map<String, Gauge<?>> gauges = new ConcurrentHashMap<>();

  long value(String name) {
    return (Long) gauges.get(name).value(new MetricConfig(), 0);
  }

  @Override
  @SuppressWarnings("NonApiType") // Connect's own choice.
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> tags) {
    return new MetricName(name, "plugins", description, tags);
  }

  @Override
  public void addMetric(MetricName name, MetricValueProvider<?> provider) {
    gauges.put(name.name(), (Gauge<?>) provider);
  }

  @Override
  public void removeMetric(MetricName name) {
    gauges.remove(name.name());
  }

  @Override
  public Sensor addSensor(String name) {
    throw new UnsupportedOperationException("The connector registers gauges only");
  }

  @Override
  public void removeSensor(String name) {
    throw new UnsupportedOperationException("The connector registers gauges only");
  }
}
