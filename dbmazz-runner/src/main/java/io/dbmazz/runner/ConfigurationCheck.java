package io.dbmazz.runner;

import io.dbmazz.runner.connect.Plugins;
import io.dbmazz.runner.connect.TransformationChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** Asks the connectors themselves, which look at the systems they connect. */
public final class ConfigurationCheck {

  private ConfigurationCheck() {}

  /** What is wrong, a line each; creates nothing. */
  public static List<String> problems(RunnerConfig config) {
    List<String> problems = new ArrayList<>();
    Map<String, String> source = config.connectors().source();
    Map<String, String> sink = config.connectors().sinkWithTopics(config.transforms());
    addTransformations(
        () -> TransformationChain.<SourceRecord>load(List.of(source, config.transforms())).close(),
        problems);
    addTransformations(() -> TransformationChain.<SinkRecord>load(List.of(sink)).close(), problems);
    add(RunnerKeys.SOURCE, source, problems);
    add(RunnerKeys.SINK, sink, problems);
    return problems;
  }

  private static void addTransformations(Runnable loading, List<String> problems) {
    try {
      loading.run();
    } catch (ConfigException e) {
      problems.add(e.getMessage());
    }
  }

  private static void add(String prefix, Map<String, String> config, List<String> problems) {
    String className = config.get("connector.class");
    Plugins.create(prefix + "connector.class", className, Connector.class)
        .validate(config)
        .configValues()
        .forEach(
            value ->
                value
                    .errorMessages()
                    .forEach(message -> problems.add(prefix + value.name() + ": " + message)));
  }
}
