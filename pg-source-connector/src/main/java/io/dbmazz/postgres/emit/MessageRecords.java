package io.dbmazz.postgres.emit;

import io.dbmazz.postgres.change.EmittedMessage;
import io.dbmazz.postgres.change.Transaction;
import io.dbmazz.postgres.emit.EmittedRecord.Content;
import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.record.LogicalMessages;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Records of logical messages, in Debezium's form. */
final class MessageRecords {

  private final EmitSettings settings;
  private final Clock clock;
  private Schema value;

  MessageRecords(EmitSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  Content of(EmittedMessage message) {
    if (value == null) {
      value = LogicalMessages.value(message.content().schema());
    }
    Struct block =
        new Struct(value.field("message").schema())
            .put("prefix", message.prefix())
            .put("content", message.content().value());
    Struct envelope =
        new Struct(value)
            .put("op", LogicalMessages.OPERATION)
            .put("ts_ms", clock.millis())
            .put("source", source(message))
            .put("message", block);
    Struct key = new Struct(LogicalMessages.KEY).put("prefix", message.prefix());
    String topic = LogicalMessages.topic(settings.topicPrefix());
    return new Content(topic, LogicalMessages.KEY, key, value, envelope);
  }

  /** It belongs to no table, and outside of a transaction nothing tells when it was written. */
  private Struct source(EmittedMessage message) {
    long now = TimeUnit.MILLISECONDS.toMicros(clock.millis());
    long micros = message.transaction().map(Transaction::commitMicros).orElse(now);
    Struct source =
        new Struct(ChangeRecordSchemas.SOURCE)
            .put("version", settings.version())
            .put("connector", "postgresql")
            .put("name", settings.topicPrefix())
            .put("ts_ms", Math.floorDiv(micros, 1000L))
            .put("ts_us", micros)
            .put("snapshot", "false")
            .put("db", settings.database())
            .put("schema", "")
            .put("table", "")
            .put("lsn", message.lsn().value());
    message
        .transaction()
        .ifPresent(
            transaction ->
                source
                    .put("txId", transaction.xid())
                    .put("commit_lsn", transaction.commitLsn().value()));
    return source;
  }
}
