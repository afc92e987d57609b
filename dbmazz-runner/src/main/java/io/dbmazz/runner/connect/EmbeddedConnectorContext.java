package io.dbmazz.runner.connect;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnectorContext;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * The context of a connector of either side (a sink sees the half without offsets). Written by the
 * connector's own threads, read by the pipeline's.
 */
final class EmbeddedConnectorContext implements SourceConnectorContext, SinkConnectorContext {

  private final OffsetStorageReader offsets;
  private final PluginMetrics metrics;
  private final AtomicBoolean reconfiguration = new AtomicBoolean();
  private final AtomicReference<Exception> error = new AtomicReference<>();

  EmbeddedConnectorContext(OffsetStorageReader offsets, PluginMetrics metrics) {
    this.offsets = offsets;
    this.metrics = metrics;
  }

  @Override
  public void requestTaskReconfiguration() {
    reconfiguration.set(true);
  }

  @Override
  public void raiseError(Exception raised) {
    error.compareAndSet(null, raised);
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return metrics;
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return offsets;
  }

  /** Whether new task configurations were asked for since the last call. */
  boolean takeReconfiguration() {
    return reconfiguration.getAndSet(false);
  }

  /**
   * Passes on what the connector raised.
   *
   * @throws ConnectException when it raised anything
   */
  void check() {
    Exception raised = error.get();
    if (raised != null) {
      throw new ConnectException("The connector failed: " + raised.getMessage(), raised);
    }
  }
}
