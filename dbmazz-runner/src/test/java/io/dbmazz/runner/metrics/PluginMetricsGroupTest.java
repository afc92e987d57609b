package io.dbmazz.runner.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginMetricsGroupTest {

  private final Metrics metrics = new Metrics();
  private final PluginMetricsGroup group =
      new PluginMetricsGroup(metrics, Map.of("connector", "c"));

  @AfterEach
  void close() {
    metrics.close();
  }

  private MetricName add(PluginMetricsGroup to, long value) {
    MetricName name = to.metricName("rows", "Rows.", new LinkedHashMap<>());
    to.addMetric(name, (Gauge<Long>) (config, now) -> value);
    return name;
  }

  @Test
  void valueIsFoundByName() {
    MetricName name = add(group, 7);

    assertThat(group.value("rows")).hasValue(7);
    assertThat(group.value("other")).isEmpty();
    assertThat(name.group()).isEqualTo("plugins");
    assertThat(name.tags()).containsEntry("connector", "c");
  }

  @Test
  void closingRemovesItsOwnMetricsAndNoOthers() {
    PluginMetricsGroup other = new PluginMetricsGroup(metrics, Map.of("connector", "d"));
    add(group, 1);
    MetricName kept = add(other, 2);
    group.addSensor("s");

    group.close();

    assertThat(group.value("rows")).isEmpty();
    assertThat(metrics.metrics()).containsKey(kept);
    add(group, 3);
    assertThat(group.value("rows")).hasValue(3);
  }

  @Test
  void metricOfAnotherPluginCannotBeRemoved() {
    MetricName name = add(new PluginMetricsGroup(metrics, Map.of("connector", "d")), 2);

    assertThatThrownBy(() -> group.removeMetric(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pluginCannotTakeTheRunnersTags() {
    LinkedHashMap<String, String> tags = new LinkedHashMap<>(Map.of("connector", "x"));

    assertThatThrownBy(() -> group.metricName("rows", "", tags))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("connector");
  }
}
