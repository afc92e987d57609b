package io.dbmazz.runner.cluster;

import java.util.Map;

/** Debezium's PostgreSQL connector, configured for a deployment in the place of our source. */
final class DebeziumConnector {

  static final String CLASS = "io.debezium.connector.postgresql.PostgresConnector";

  private DebeziumConnector() {}

  /**
   * A configuration that only has keys of Debezium.
   *
   * @param settings over the defaults
   */
  static Map<String, String> config(Deployment deployment, Map<String, String> settings) {
    Map<String, String> config = deployment.sourceConfig(Map.of());
    config.put("connector.class", CLASS);
    config.put("plugin.name", "pgoutput");
    config.put("publication.autocreate.mode", "filtered");
    config.put("poll.interval.ms", "50");
    config.putAll(settings);
    return config;
  }
}
