package io.dbmazz.runner.pipeline;

import io.dbmazz.runner.connect.Plugins;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;

/**
 * A request turned into new configurations, each checked by its connector before anything is
 * touched.
 *
 * @param configs after the reload
 * @param restartsSource whether the source's differs
 * @param restartsSink whether the sink's differs
 */
record ReloadPlan(ConnectorConfigs configs, boolean restartsSource, boolean restartsSink) {

  static final String FLUSH_SIZE = "bufferflush.maxrows";
  static final String FLUSH_INTERVAL = "bufferflush.intervalms";
  static final String TABLES = "table.include.list";

  /** The same configurations, for a connector that asks for its task to be configured anew. */
  static ReloadPlan again(ConnectorConfigs now, boolean source, boolean sink) {
    return new ReloadPlan(now, source, sink);
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
        new ConnectorConfigs(changed(now.source(), sourceChange), changed(now.sink(), sinkChange)),
        !sourceChange.isEmpty(),
        !sinkChange.isEmpty());
  }

  private static Map<String, String> changed(Map<String, String> now, Map<String, String> change) {
    if (change.isEmpty()) {
      return now;
    }
    Map<String, String> next = new HashMap<>(now);
    next.putAll(change);
    List<String> errors = errors(next, change);
    if (!errors.isEmpty()) {
      throw new ConfigException(String.join("; ", errors));
    }
    return next;
  }

  private static String messages(ConfigValue value) {
    return String.join("; ", value.errorMessages());
  }

  /** Of the changed keys alone: the slot, for one, is rightly in use by this very pipeline. */
  private static List<String> errors(Map<String, String> next, Map<String, String> change) {
    String className = next.get("connector.class");
    return Plugins.create("connector.class", className, Connector.class)
        .validate(next)
        .configValues()
        .stream()
        .filter(value -> change.containsKey(value.name()) && !value.errorMessages().isEmpty())
        .map(value -> value.name() + "=" + change.get(value.name()) + ": " + messages(value))
        .collect(Collectors.toList());
  }
}
