package io.dbmazz.runner;

import io.dbmazz.runner.connect.Plugins;
import io.dbmazz.runner.offset.PostgresDatabase;
import io.dbmazz.runner.pipeline.ConnectorConfigs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Connector;

/** Sorts properties to those they are for, fills in what the runner knows, and checks. */
final class ConfigReader {

  private static final Map<String, String> SOURCE_DEFAULTS =
      Map.of(
          "connector.class", "io.dbmazz.postgres.PostgresSourceConnector",
          "name", "dbmazz-source",
          "tasks.max", "1");
  private static final Map<String, String> SINK_DEFAULTS =
      Map.of(
          "connector.class", "io.dbmazz.starrocks.StarRocksSinkConnector",
          "name", "dbmazz-sink",
          "tasks.max", "1");

  private final Map<String, String> own = new TreeMap<>();
  private final Map<String, String> source = new TreeMap<>(SOURCE_DEFAULTS);
  private final Map<String, String> sink = new TreeMap<>(SINK_DEFAULTS);
  private final Map<String, String> transforms = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private ConfigReader() {}

  static RunnerConfig read(Map<String, String> given, Map<String, String> environment) {
    Map<String, String> properties = new TreeMap<>(given);
    ConfigReader reader = new ConfigReader();
    reader.problems.addAll(EnvironmentVariables.apply(environment, properties));
    return reader.check(properties);
  }

  static RunnerConfig readWithoutFile(
      Map<String, String> defaults, Map<String, String> environment) {
    Map<String, String> properties = new TreeMap<>(defaults);
    ConfigReader reader = new ConfigReader();
    reader.problems.addAll(EnvironmentVariables.apply(environment, properties));
    EnvironmentVariables.missing(properties).stream()
        .filter(name -> !environment.containsKey(name))
        .map(name -> name + " is not set, and no file was given")
        .forEach(reader.problems::add);
    reader.stopOnProblems();
    return reader.check(properties);
  }

  private RunnerConfig check(Map<String, String> properties) {
    properties.forEach(this::sort);
    if (source.containsKey("slot.name")) {
      String slot = source.get("slot.name");
      source.putIfAbsent("topic.prefix", slot.replaceAll("[^a-zA-Z0-9._-]", "_"));
    }
    addErrors("", RunnerKeys.DEFINITION, own);
    ignoreOffsetTable();
    checkTls();
    checkOffsetDatabase();
    checkTolerance();
    checkConnector(RunnerKeys.SOURCE, source);
    checkConnector(RunnerKeys.SINK, sink);
    stopOnProblems();
    return new RunnerConfig(own, new ConnectorConfigs(source, sink), transforms);
  }

  private void stopOnProblems() {
    if (!problems.isEmpty()) {
      throw new InvalidConfiguration(problems);
    }
  }

  private void sort(String key, String value) {
    if (key.startsWith(RunnerKeys.SOURCE)) {
      source.put(key.substring(RunnerKeys.SOURCE.length()), value);
    } else if (key.startsWith(RunnerKeys.SINK)) {
      sink.put(key.substring(RunnerKeys.SINK.length()), value);
    } else if (isTransformation(key)) {
      transforms.put(key, value);
    } else if (RunnerKeys.DEFINITION.names().contains(key)) {
      own.put(key, value);
    } else {
      problems.add(
          key
              + " is not a key of the runner; keys of the connectors begin with source. or sink."
              + SimilarKey.to(key, RunnerKeys.DEFINITION.names()));
    }
  }

  private static boolean isTransformation(String key) {
    return RunnerKeys.TRANSFORMATIONS.stream()
        .anyMatch(family -> key.equals(family) || key.startsWith(family + "."));
  }

  private void checkTls() {
    if (own.containsKey(RunnerKeys.GRPC_TLS_CERT) != own.containsKey(RunnerKeys.GRPC_TLS_KEY)) {
      problems.add(
          RunnerKeys.GRPC_TLS_CERT
              + " and "
              + RunnerKeys.GRPC_TLS_KEY
              + " go together; one is missing");
    }
  }

  private void checkOffsetDatabase() {
    boolean file = "file".equals(own.get(RunnerKeys.OFFSET_STORAGE));
    try {
      if (!file && own.containsKey(RunnerKeys.OFFSET_URL)) {
        PostgresDatabase.at(own.get(RunnerKeys.OFFSET_URL));
      } else if (!file) {
        SourceDatabase.of(source);
      }
    } catch (IllegalArgumentException e) {
      problems.add("offset.storage=postgres: " + e.getMessage());
    }
  }

  /** In the source's database each save of an offset would be the next change. */
  private void ignoreOffsetTable() {
    boolean elsewhere =
        "file".equals(own.get(RunnerKeys.OFFSET_STORAGE)) || own.containsKey(RunnerKeys.OFFSET_URL);
    String table = own.get(RunnerKeys.OFFSET_TABLE);
    if (!elsewhere && table != null) {
      String folded = table.toLowerCase(Locale.ROOT).replace(".", "\\.");
      String expression = table.contains(".") ? folded : ".*\\." + folded;
      source.merge("table.ignore.list", expression, (given, ours) -> given + "," + ours);
    }
  }

  private void checkTolerance() {
    String key = ConnectorConfigs.TOLERANCE;
    if ("all".equals(source.get(key))) {
      problems.add(
          RunnerKeys.SOURCE
              + key
              + "=all would drop changes that a transformation fails on; remove it");
    }
    String sinks = sink.getOrDefault(key, "none");
    if (!List.of("none", "all").contains(sinks)) {
      problems.add(RunnerKeys.SINK + key + " must be none or all, not " + sinks);
    }
  }

  private void checkConnector(String prefix, Map<String, String> config) {
    try {
      Connector connector =
          Plugins.create(
              prefix + "connector.class", config.get("connector.class"), Connector.class);
      addErrors(prefix, connector.config(), config);
    } catch (ConfigException e) {
      problems.add(e.getMessage());
    }
  }

  private void addErrors(String prefix, ConfigDef definition, Map<String, String> config) {
    definition.validate(config).stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .forEach(
            value ->
                problems.add(
                    label(prefix + value.name())
                        + ": "
                        + String.join("; ", value.errorMessages())));
  }

  private static String label(String key) {
    return EnvironmentVariables.nameOf(key)
        .map(variable -> key + " (or the environment variable " + variable + ")")
        .orElse(key);
  }
}
