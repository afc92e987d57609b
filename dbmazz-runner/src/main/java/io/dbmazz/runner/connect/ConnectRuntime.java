package io.dbmazz.runner.connect;

import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;

/**
 * Starts connectors with their one task, from their worker configuration alone.
 *
 * <p>Both methods throw {@link org.apache.kafka.connect.errors.RetriableException} when a later
 * call may succeed; any other exception needs a change of the configuration or of the system it
 * names. Whatever was started before the failure is stopped.
 *
 * @param offsets what source tasks resume from
 * @param metrics where plugins register theirs
 */
public record ConnectRuntime(StoredOffsets offsets, Metrics metrics) {

  /** Starts a source connector and its task. */
  public EmbeddedSource startSource(Map<String, String> config) {
    return EmbeddedSource.start(this, config);
  }

  /** Starts a sink connector and its task. */
  public EmbeddedSink startSink(Map<String, String> config) {
    return EmbeddedSink.start(this, config);
  }
}
