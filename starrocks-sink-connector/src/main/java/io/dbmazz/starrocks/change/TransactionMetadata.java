package io.dbmazz.starrocks.change;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/**
 * Debezium's records of begun and ended transactions, in topic {@code <topic.prefix>.transaction}
 * with {@code provide.transaction.metadata=true}.
 */
final class TransactionMetadata {

  private static final String SCHEMA = "io.debezium.connector.common.TransactionMetadataValue";

  private TransactionMetadata() {}

  /** Whether values of this schema are such. */
  static boolean is(Schema schema) {
    return schema != null && SCHEMA.equals(schema.name());
  }

  /** The same of a value without a schema. */
  static boolean is(Map<?, ?> value) {
    Object status = value.get("status");
    return ("BEGIN".equals(status) || "END".equals(status))
        && value.get("id") instanceof String
        && value.containsKey("event_count")
        && value.containsKey("data_collections");
  }
}
