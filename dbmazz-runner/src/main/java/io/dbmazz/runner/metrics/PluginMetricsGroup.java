package io.dbmazz.runner.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/**
 * The metrics of one connector or task, as a worker scopes them (KIP-877): group {@code plugins},
 * the plugin's tags before its own, everything removed with the plugin. Used by the plugin's
 * threads and by whoever reads the values.
 */
public final class PluginMetricsGroup implements PluginMetrics, AutoCloseable {

  private static final String GROUP = "plugins";

  private final Metrics metrics;
  private final Map<String, String> tags;
  private final Set<MetricName> names = ConcurrentHashMap.newKeySet();
  private final Map<String, Sensor> sensors = new ConcurrentHashMap<>();

  /**
   * A group without metrics.
   *
   * @param tags of the plugin, in the order in which they shall appear
   */
  public PluginMetricsGroup(Metrics metrics, Map<String, String> tags) {
    this.metrics = metrics;
    this.tags = new LinkedHashMap<>(tags);
  }

  @Override
  @SuppressWarnings("NonApiType") // Kafka's signature
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> pluginTags) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    pluginTags.forEach(
        (tag, value) -> {
          if (all.putIfAbsent(tag, value) != null) {
            throw new IllegalArgumentException(
                "Metric '" + name + "' sets tag '" + tag + "', which the runner sets");
          }
        });
    return metrics.metricName(name, GROUP, description, all);
  }

  @Override
  public void addMetric(MetricName name, MetricValueProvider<?> provider) {
    metrics.addMetric(name, provider);
    names.add(name);
  }

  @Override
  public void removeMetric(MetricName name) {
    if (!names.remove(name)) {
      throw new IllegalArgumentException("Metric '" + name.name() + "' was not added here");
    }
    metrics.removeMetric(name);
  }

  @Override
  public Sensor addSensor(String name) {
    Sensor sensor = metrics.sensor(tags + "." + name);
    if (sensors.putIfAbsent(name, sensor) != null) {
      throw new IllegalArgumentException("Sensor '" + name + "' exists already");
    }
    return sensor;
  }

  @Override
  public void removeSensor(String name) {
    Sensor sensor = sensors.remove(name);
    if (sensor == null) {
      throw new IllegalArgumentException("Sensor '" + name + "' was not added here");
    }
    metrics.removeSensor(sensor.name());
  }

  /** Current value of the metric with this name; empty when there is none or it is no number. */
  public OptionalLong value(String name) {
    return names.stream()
        .filter(full -> full.name().equals(name))
        .map(metrics::metric)
        .filter(Objects::nonNull)
        .map(KafkaMetric::metricValue)
        .filter(Number.class::isInstance)
        .mapToLong(value -> ((Number) value).longValue())
        .findFirst();
  }

  @Override
  public void close() {
    sensors.values().forEach(sensor -> metrics.removeSensor(sensor.name()));
    sensors.clear();
    names.forEach(metrics::removeMetric);
    names.clear();
  }
}
