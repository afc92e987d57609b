package io.dbmazz.starrocks;

import io.dbmazz.record.TargetPreview;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;

/** Change records to StarRocks by Stream Load: what Connect creates tasks from. */
public final class StarRocksSinkConnector extends SinkConnector implements TargetPreview {

  private final Function<StarRocksSinkConfig, Map<String, String>> liveChecks;
  private Map<String, String> properties = Map.of();

  /** For Connect. */
  public StarRocksSinkConnector() {
    this(LiveChecks::problems);
  }

  StarRocksSinkConnector(Function<StarRocksSinkConfig, Map<String, String>> liveChecks) {
    this.liveChecks = liveChecks;
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return StarRocksSinkConfig.DEFINITION;
  }

  /** Checks the keys and, when those of the connection are well-formed, StarRocks itself. */
  @Override
  public Config validate(Map<String, String> given) {
    return Validation.complete(super.validate(given), given, liveChecks);
  }

  @Override
  public List<String> statements(Map<String, String> given, List<SinkRecord> records) {
    StarRocksSinkConfig config = new StarRocksSinkConfig(given);
    return new TargetStatements(config, StarRocks.catalog(config)).of(records);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return StarRocksSinkTask.class;
  }

  @Override
  public void start(Map<String, String> given) {
    new StarRocksSinkConfig(given);
    properties = Map.copyOf(given);
  }

  /** Every task is configured alike: Connect divides the partitions among them. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, properties);
  }

  @Override
  public void stop() {
    properties = Map.of();
  }

  /**
   * Any offset can be set. With exactly-once delivery those in StarRocks decide, and are set too;
   * removed ones are removed there.
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
    StarRocksSinkConfig config = new StarRocksSinkConfig(connectorConfig);
    if (config.exactlyOnce()) {
      StoredOffsets.of(config).alter(offsets);
    }
    return true;
  }
}
