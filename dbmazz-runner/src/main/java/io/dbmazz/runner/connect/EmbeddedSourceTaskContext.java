package io.dbmazz.runner.connect;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The context of the source task; there are no Kafka transactions to take part in. */
record EmbeddedSourceTaskContext(
    Map<String, String> configs, OffsetStorageReader offsetStorageReader, PluginMetrics metrics)
    implements SourceTaskContext {

  @Override
  public PluginMetrics pluginMetrics() {
    return metrics;
  }
}
