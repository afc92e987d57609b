package io.dbmazz.postgres;

import org.apache.kafka.common.config.ConfigDef;

/** All configuration keys of the source. Names and meanings are Debezium's where it has them. */
final class SourceKeys {

  static final ConfigDef DEFINITION = definition();

  private SourceKeys() {}

  private static ConfigDef definition() {
    ConfigDef def = new ConfigDef();
    ConfigKey.define(def, "Connection", DatabaseKeys.all());
    ConfigKey.define(def, "Replication", ReplicationKeys.all());
    ConfigKey.define(def, "Snapshot", SnapshotKeys.all());
    ConfigKey.define(def, "Protocol", ProtocolKeys.all());
    ConfigKey.define(def, "Tables", RecordKeys.tables());
    ConfigKey.define(def, "Records", RecordKeys.records());
    ConfigKey.define(def, "Snapshots beside the stream", SignalKeys.all());
    ConfigKey.define(def, "Running", RunningKeys.all());
    return def;
  }
}
