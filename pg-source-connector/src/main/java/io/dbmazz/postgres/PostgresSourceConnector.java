package io.dbmazz.postgres;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** PostgreSQL logical replication as a Kafka Connect source: one slot, one task. */
public final class PostgresSourceConnector extends SourceConnector {

  private Map<String, String> properties = Map.of();

  /** For Connect. */
  public PostgresSourceConnector() {}

  @Override
  public String version() {
    return ConnectorVersion.get();
  }

  @Override
  public void start(Map<String, String> props) {
    new PostgresSourceConfig(props);
    properties = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return PostgresSourceTask.class;
  }

  /** One, however many are allowed: a slot has one reader. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(properties);
  }

  @Override
  public void stop() {
    properties = Map.of();
  }

  @Override
  public ConfigDef config() {
    return SourceKeys.DEFINITION;
  }

  /** Checks the keys and, when they are well-formed, the server; creates nothing there. */
  @Override
  public Config validate(Map<String, String> props) {
    Config config = super.validate(props);
    ConfigProblems problems = new ConfigProblems(config);
    CrossChecks.problems(props).forEach(problems::add);
    if (problems.isEmpty()) {
      LiveChecks.problem(props).ifPresent(problem -> problems.add(problem.key(), problem.text()));
    }
    return config;
  }

  /** The offset determines the position, and records follow from it. */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> props) {
    return ExactlyOnceSupport.SUPPORTED;
  }
}
