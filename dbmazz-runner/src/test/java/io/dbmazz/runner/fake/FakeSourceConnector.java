package io.dbmazz.runner.fake;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** Gives the task its configuration; refuses tables called "refused". */
public final class FakeSourceConnector extends SourceConnector {

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
    return FakeSourceTask.class;
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
            "table.include.list", ConfigDef.Type.STRING, "", ConfigDef.Importance.HIGH, "Tables.");
  }

  @Override
  public Config validate(Map<String, String> given) {
    Config checked = super.validate(given);
    checked.configValues().stream()
        .filter(value -> String.valueOf(value.value()).contains("refused"))
        .forEach(value -> value.addErrorMessage("Table refused does not exist"));
    return checked;
  }
}
