package io.dbmazz.runner;

import io.dbmazz.record.RecordPreview;
import io.dbmazz.record.TargetPreview;
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

  /**
   * What would be done to the target before rows are loaded, a statement each; none when the
   * connectors cannot say. Only for a configuration without problems; runs nothing.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException when it cannot be done
   */
  public static List<String> statements(RunnerConfig config) {
    Connector source = connector(RunnerKeys.SOURCE, config.connectors().source());
    Connector sink = connector(RunnerKeys.SINK, config.connectors().sink());
    return source instanceof RecordPreview records && sink instanceof TargetPreview target
        ? new StatementPreview(config).of(records, target)
        : List.of();
  }

  private static Connector connector(String prefix, Map<String, String> config) {
    return Plugins.create(
        prefix + "connector.class", config.get("connector.class"), Connector.class);
  }

  private static void addTransformations(Runnable loading, List<String> problems) {
    try {
      loading.run();
    } catch (ConfigException e) {
      problems.add(e.getMessage());
    }
  }

  private static void add(String prefix, Map<String, String> config, List<String> problems) {
    connector(prefix, config)
        .validate(config)
        .configValues()
        .forEach(
            value ->
                value
                    .errorMessages()
                    .forEach(message -> problems.add(prefix + value.name() + ": " + message)));
  }
}
