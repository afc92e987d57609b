package io.dbmazz.runner.fake;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.SourcePosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Forwards everything to the test's {@link FakeSourceState}. */
public final class FakeSourceTask extends SourceTask {

  private FakeSourceState state;

  @Override
  public String version() {
    return "test";
  }

  @Override
  public void start(Map<String, String> config) {
    state = Fakes.of(config).source();
    registerStreaming();
    state.started(config);
  }

  private void registerStreaming() {
    PluginMetrics metrics = context.pluginMetrics();
    metrics.addMetric(
        metrics.metricName(ConnectorMetrics.STREAMING, "Connected.", new LinkedHashMap<>()),
        (Gauge<Integer>) (config, now) -> state.isStreaming() ? 1 : 0);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    return state.poll();
  }

  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    state.acknowledged(record, metadata != null);
  }

  @Override
  public void commit() {
    state.committed(context.offsetStorageReader().offset(SourcePosition.partition("p")));
  }

  @Override
  public void stop() {
    state.stopped();
  }
}
