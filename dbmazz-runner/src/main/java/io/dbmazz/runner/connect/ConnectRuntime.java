package io.dbmazz.runner.connect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Starts connectors with their one task, from their worker configuration alone.
 *
 * <p>Both methods throw {@link org.apache.kafka.connect.errors.RetriableException} when a later
 * call may succeed; any other exception needs a change of the configuration or of the system it
 * names. Whatever was started before the failure is stopped.
 *
 * @param offsets what source tasks resume from
 * @param metrics where plugins register theirs
 * @param errants takes records that the sink cannot load
 */
public record ConnectRuntime(StoredOffsets offsets, Metrics metrics, ErrantRecordKeeper errants) {

  /** Has a sink connector that keeps offsets of its own forget those of the partitions. */
  public void forgetSinkOffsets(Map<String, String> config, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> none = new HashMap<>();
    partitions.forEach(partition -> none.put(partition, null));
    SinkConnector sink =
        Plugins.create("connector.class", config.get("connector.class"), SinkConnector.class);
    sink.alterOffsets(config, none);
  }

  /** Starts a source connector and its task. */
  public EmbeddedSource startSource(Map<String, String> config) {
    return EmbeddedSource.start(this, config);
  }

  /**
   * Starts a sink connector and its task.
   *
   * @param partitions assigned from the start; others are with their first record
   */
  public EmbeddedSink startSink(Map<String, String> config, Collection<TopicPartition> partitions) {
    return EmbeddedSink.start(this, config, partitions);
  }
}
