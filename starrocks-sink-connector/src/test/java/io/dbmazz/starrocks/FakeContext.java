package io.dbmazz.starrocks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Remembers what a task asks of its worker. */
final class FakeContext implements SinkTaskContext {

  final List<Long> timeouts = new ArrayList<>();
  final Map<TopicPartition, Long> rewound = new HashMap<>();
  final Map<String, Gauge<?>> gauges = new HashMap<>();
  Set<TopicPartition> assignment = Set.of();
  int commitRequests;

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    rewound.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    rewound.put(partition, offset);
  }

  @Override
  public void timeout(long millis) {
    timeouts.add(millis);
  }

  @Override
  public Set<TopicPartition> assignment() {
    return assignment;
  }

  @Override
  public void pause(TopicPartition... partitions) {}

  @Override
  public void resume(TopicPartition... partitions) {}

  @Override
  public void requestCommit() {
    commitRequests++;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return new PluginMetrics() {
      @Override
      @SuppressWarnings("NonApiType") // Kafka's signature
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
        throw new IllegalStateException("no sensors expected");
      }

      @Override
      public void removeSensor(String name) {
        throw new IllegalStateException("no sensors expected");
      }
    };
  }
}
