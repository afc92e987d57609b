package io.dbmazz.record;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * A record without a row, whose source offset carries how far an idle source has read. Topic and
 * schemas are Debezium's. The embedded runner stores the offset and keeps the record from the sink.
 */
public final class Heartbeat {

  private static final String TOPIC_PREFIX = "__debezium-heartbeat.";

  public static final Schema KEY =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.ServerNameKey")
          .field("serverName", Schema.STRING_SCHEMA)
          .build();
  public static final Schema VALUE =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.Heartbeat")
          .field("ts_ms", Schema.INT64_SCHEMA)
          .build();

  private Heartbeat() {}

  public static String topic(String topicPrefix) {
    return TOPIC_PREFIX + topicPrefix;
  }

  public static boolean isHeartbeatTopic(String topic) {
    return topic.startsWith(TOPIC_PREFIX);
  }

  public static Struct key(String topicPrefix) {
    return new Struct(KEY).put("serverName", topicPrefix);
  }

  /**
   * The value of a heartbeat.
   *
   * @param epochMillis when it was emitted
   */
  public static Struct value(long epochMillis) {
    return new Struct(VALUE).put("ts_ms", epochMillis);
  }
}
