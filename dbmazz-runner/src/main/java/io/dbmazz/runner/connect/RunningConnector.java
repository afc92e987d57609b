package io.dbmazz.runner.connect;

import io.dbmazz.runner.metrics.PluginMetricsGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;

/** A connector that has been started, and what it and its one task tell. */
public final class RunningConnector {

  private static final String CLASS_KEY = "connector.class";

  private final Connector connector;
  private final EmbeddedConnectorContext context;
  private final Map<String, String> taskConfig;
  private final PluginMetricsGroup taskMetrics;

  private RunningConnector(
      Connector connector,
      EmbeddedConnectorContext context,
      Map<String, String> taskConfig,
      PluginMetricsGroup taskMetrics) {
    this.connector = connector;
    this.context = context;
    this.taskConfig = taskConfig;
    this.taskMetrics = taskMetrics;
  }

  /**
   * Starts a connector.
   *
   * @param type SourceConnector or SinkConnector
   * @param open takes what must be stopped, as soon as it must
   */
  static RunningConnector start(
      ConnectRuntime runtime,
      Class<? extends Connector> type,
      Map<String, String> config,
      ClosingStack open) {
    Connector connector = Plugins.create(CLASS_KEY, config.get(CLASS_KEY), type);
    String name = config.get("name");
    PluginMetricsGroup metrics = metrics(runtime.metrics(), name, Map.of());
    open.push("metrics of connector " + name, metrics::close);
    EmbeddedConnectorContext context = new EmbeddedConnectorContext(runtime.offsets(), metrics);
    connector.initialize(context);
    open.push("connector " + name, connector::stop);
    connector.start(config);
    PluginMetricsGroup taskMetrics = metrics(runtime.metrics(), name, Map.of("task", "0"));
    open.push("metrics of task " + name, taskMetrics::close);
    return new RunningConnector(connector, context, onlyTask(name, connector), taskMetrics);
  }

  private static PluginMetricsGroup metrics(
      Metrics metrics, String name, Map<String, String> more) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("connector", name);
    tags.putAll(more);
    return new PluginMetricsGroup(metrics, tags);
  }

  private static Map<String, String> onlyTask(String name, Connector connector) {
    List<Map<String, String>> configs = connector.taskConfigs(1);
    if (configs.size() != 1) {
      throw new ConnectException(
          "Connector " + name + " wants " + configs.size() + " tasks; the runner gives it one");
    }
    return Map.copyOf(configs.get(0));
  }

  <T extends Task> T newTask(Class<T> type) {
    return Plugins.create(CLASS_KEY, connector.taskClass(), type);
  }

  Map<String, String> taskConfig() {
    return taskConfig;
  }

  PluginMetricsGroup taskMetrics() {
    return taskMetrics;
  }

  /**
   * Passes on a failure that the connector raised.
   *
   * @throws ConnectException when there is one
   */
  public void check() {
    context.check();
  }

  /** Whether the connector asked for its task to be configured anew since the last call. */
  public boolean takeReconfiguration() {
    return context.takeReconfiguration();
  }

  /** A metric of the task. */
  public OptionalLong metric(String name) {
    return taskMetrics.value(name);
  }
}
