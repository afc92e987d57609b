package io.dbmazz.runner.fake;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Gives the task its configuration. */
public final class FakeSinkConnector extends SinkConnector {

  private Map<String, String> config;

  @Override
  public String version() {
    return "test";
  }

  @Override
  public void start(Map<String, String> given) {
    config = given;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return FakeSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(config);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define(
            "bufferflush.maxrows",
            ConfigDef.Type.INT,
            1,
            ConfigDef.Range.between(1, 1_000_000),
            ConfigDef.Importance.LOW,
            "Rows.");
  }
}
