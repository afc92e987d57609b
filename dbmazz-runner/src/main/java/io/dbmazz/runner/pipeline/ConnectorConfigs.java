package io.dbmazz.runner.pipeline;

import java.util.Map;

/**
 * Complete configurations of both connectors, as a worker would get them.
 *
 * @param source of the source connector
 * @param sink of the sink connector
 */
public record ConnectorConfigs(Map<String, String> source, Map<String, String> sink) {

  /** Takes copies. */
  public ConnectorConfigs {
    source = Map.copyOf(source);
    sink = Map.copyOf(sink);
  }
}
