package io.dbmazz.runner.pipeline;

import io.dbmazz.runner.connect.Plugins;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;

/**
 * A request turned into new configurations, each checked by its connector before anything is
 * touched.
 *
 * @param summary what changes, for the operator
 * @param configs after the reload
 * @param restartsSource whether the source's differs
 * @param restartsSink whether the sink's differs, which names the topics of the source's tables
 */
record ReloadPlan(
    String summary, ConnectorConfigs configs, boolean restartsSource, boolean restartsSink) {

  static final String FLUSH_SIZE = "bufferflush.maxrows";
  static final String FLUSH_INTERVAL = "bufferflush.intervalms";
  static final String TABLES = "table.include.list";

  /** The same configurations, for a connector that asks for its task to be configured anew. */
  static ReloadPlan again(ConnectorConfigs now, boolean source, boolean sink) {
    return new ReloadPlan("nothing", now, source, sink);
  }

  /**
   * Plans a reload.
   *
   * @throws ConfigException when nothing is given or a connector refuses a value
   */
  static ReloadPlan of(ReloadRequest request, ConnectorConfigs now) {
    Map<String, String> sinkChange = new HashMap<>();
    if (request.flushSize() != 0) {
      sinkChange.put(FLUSH_SIZE, Long.toUnsignedString(request.flushSize()));
    }
    if (request.flushIntervalMs() != 0) {
      sinkChange.put(FLUSH_INTERVAL, Long.toUnsignedString(request.flushIntervalMs()));
    }
    Map<String, String> sourceChange =
        request.tables().isEmpty() ? Map.of() : Map.of(TABLES, TableList.toRegex(request.tables()));
    if (sinkChange.isEmpty() && sourceChange.isEmpty()) {
      throw new ConfigException("Nothing to reload: give flush_size, flush_interval_ms or tables");
    }
    return new ReloadPlan(
        ReloadSummary.of(sinkChange, tables(now.source()), tables(sourceChange)),
        new ConnectorConfigs(changed(now.source(), sourceChange), changed(now.sink(), sinkChange)),
        !sourceChange.isEmpty(),
        true);
  }

  private static List<String> tables(Map<String, String> source) {
    return TableList.display(source.getOrDefault(TABLES, ""));
  }

  private static Map<String, String> changed(Map<String, String> now, Map<String, String> change) {
    if (change.isEmpty()) {
      return now;
    }
    Map<String, String> next = new HashMap<>(now);
    next.putAll(change);
    // Of the changed keys alone: the slot, for one, is rightly in use by this very pipeline.
    List<String> errors = problems(next, change.keySet());
    if (!errors.isEmpty()) {
      throw new ConfigException(String.join("; ", errors));
    }
    return next;
  }

  private static String messages(ConfigValue value) {
    return String.join("; ", value.errorMessages());
  }

  /** What a connector finds wrong with some keys of its configuration. */
  static List<String> problems(Map<String, String> config, Set<String> keys) {
    String className = config.get("connector.class");
    return Plugins.create("connector.class", className, Connector.class)
        .validate(config)
        .configValues()
        .stream()
        .filter(value -> keys.contains(value.name()) && !value.errorMessages().isEmpty())
        .map(value -> value.name() + "=" + config.get(value.name()) + ": " + messages(value))
        .collect(Collectors.toList());
  }
}
