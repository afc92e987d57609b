package io.dbmazz.starrocks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Remembers what a task asks of its worker. */
final class FakeContext implements SinkTaskContext {

  final List<Long> timeouts = new ArrayList<>();
  final Map<TopicPartition, Long> rewound = new HashMap<>();
  Set<TopicPartition> assignment = Set.of();
  int commitRequests;
  Optional<ErrantRecordReporter> reporter = Optional.empty();
  private Metrics metrics = new Metrics();

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
  public ErrantRecordReporter errantRecordReporter() {
    return reporter.orElse(null);
  }

  @Override
  public void requestCommit() {
    commitRequests++;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    metrics = new Metrics();
    return new PluginMetricsImpl(metrics, Map.of());
  }

  /** Metrics of the task, by name. */
  Map<String, Object> metrics() {
    return metrics.metrics().values().stream()
        .filter(metric -> metric.metricName().group().equals("plugins"))
        .collect(Collectors.toMap(metric -> metric.metricName().name(), KafkaMetric::metricValue));
  }
}
