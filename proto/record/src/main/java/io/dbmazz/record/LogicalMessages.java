package io.dbmazz.record;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Records of what an application wrote to the WAL with {@code pg_logical_emit_message}. Topic,
 * schemas and the operation's letter are Debezium's. They hold no row: the sink leaves them alone.
 */
public final class LogicalMessages {

  /** The {@code op} of a message. */
  public static final String OPERATION = "m";

  public static final Schema KEY =
      SchemaBuilder.struct()
          .name("io.debezium.connector.postgresql.MessageKey")
          .version(1)
          .field("prefix", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private static final String VALUE_NAME = "io.debezium.connector.postgresql.MessageValue";
  private static final String BLOCK_NAME = "io.debezium.connector.postgresql.Message";

  private LogicalMessages() {}

  public static String topic(String topicPrefix) {
    return topicPrefix + ".message";
  }

  /**
   * The value's schema: {@code op}, {@code ts_ms}, {@code source}, and {@code message} with {@code
   * prefix} and {@code content}.
   *
   * @param content optional: bytes, or a text that encodes them
   */
  public static Schema value(Schema content) {
    Schema block =
        SchemaBuilder.struct()
            .name(BLOCK_NAME)
            .version(1)
            .field("prefix", Schema.OPTIONAL_STRING_SCHEMA)
            .field("content", content)
            .build();
    return SchemaBuilder.struct()
        .name(VALUE_NAME)
        .version(1)
        .field("op", Schema.STRING_SCHEMA)
        .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
        .field("source", ChangeRecordSchemas.SOURCE)
        .field("message", block)
        .build();
  }

  /** Whether a record's value is a message. */
  public static boolean isMessage(Schema schema) {
    return schema != null && VALUE_NAME.equals(schema.name());
  }

  /** The same of a value without a schema. */
  public static boolean isMessage(Map<?, ?> value) {
    return OPERATION.equals(value.get("op"))
        && value.get("source") instanceof Map
        && value.get("message") instanceof Map;
  }
}
