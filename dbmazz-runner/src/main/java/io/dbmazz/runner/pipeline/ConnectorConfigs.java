package io.dbmazz.runner.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Complete configurations of both connectors, as a worker would get them.
 *
 * @param source of the source connector
 * @param sink of the sink connector
 */
public record ConnectorConfigs(Map<String, String> source, Map<String, String> sink) {

  /**
   * Connect's key for what becomes of records that cannot be loaded: {@code none} or {@code all}.
   */
  public static final String TOLERANCE = "errors.tolerance";

  private static final String TRANSFORMS = "transforms";

  /** Takes copies. */
  public ConnectorConfigs {
    source = Map.copyOf(source);
    sink = Map.copyOf(sink);
  }

  /** Whether records that the sink cannot load are set aside. */
  public boolean toleratesErrors() {
    return "all".equals(sink.get(TOLERANCE));
  }

  /**
   * The sink's configuration with its {@code topics}, as a worker has it: those of the tables that
   * the source names outright, so that the sink can look at its tables before rows come. None while
   * a transformation may rename them.
   *
   * @param transforms of the runner
   */
  public Map<String, String> sinkWithTopics(Map<String, String> transforms) {
    boolean renamed = source.containsKey(TRANSFORMS) || transforms.containsKey(TRANSFORMS);
    String tables = renamed ? "" : source.getOrDefault("table.include.list", "");
    String prefix = source.getOrDefault("topic.prefix", "") + ".";
    Map<String, String> config = new HashMap<>(sink);
    config.remove("topics.regex");
    config.put(
        "topics",
        TableList.named(tables).stream().map(prefix::concat).collect(Collectors.joining(",")));
    return config;
  }
}
