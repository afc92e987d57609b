package io.dbmazz.postgres;

import io.dbmazz.record.RecordPreview;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL logical replication as a Kafka Connect source: one slot, one task. */
public final class PostgresSourceConnector extends SourceConnector implements RecordPreview {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresSourceConnector.class);

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
    DebeziumKeys.warnings(props).forEach(LOG::warn);
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
    ConfigProblems problems = new ConfigProblems(super.validate(props));
    CrossChecks.problems(props).forEach(problems::add);
    if (problems.isEmpty()) {
      LiveChecks.problem(props).ifPresent(problem -> problems.add(problem.key(), problem.text()));
    }
    return problems.config();
  }

  @Override
  public List<SourceRecord> preview(Map<String, String> config) {
    return TablePreview.records(new PostgresSourceConfig(config));
  }

  /** Takes offsets that a task can go on from; any may be removed. */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    new OffsetAlteration(new PostgresSourceConfig(connectorConfig)).verify(offsets);
    return true;
  }

  /** The offset determines the position, and records follow from it. */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> props) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  /** One transaction in Kafka for each of PostgreSQL's that has records. */
  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> props) {
    return ConnectorTransactionBoundaries.SUPPORTED;
  }
}
