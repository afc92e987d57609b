package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import io.dbmazz.postgres.type.RawBytes;
import io.dbmazz.postgres.type.TypeOptions;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaAndValue;

/** Makes events of logical messages. */
final class MessageReader {

  private final RawBytes contents;

  MessageReader(TypeOptions types) {
    contents = new RawBytes(types.binary());
  }

  /**
   * The event of a message; of one outside of transactions also its end, as it is done by itself.
   */
  List<StreamEvent> read(LogicalMessage message, OpenTransaction open) {
    Object value = contents.write(message.content());
    SchemaAndValue content = new SchemaAndValue(contents.schema(), value);
    if (!message.transactional()) {
      EmittedMessage outside =
          new EmittedMessage(message.prefix(), content, Optional.empty(), message.lsn(), -1, 0);
      return List.of(outside, new TransactionEnd(outside.commitLsn(), message.lsn()));
    }
    return List.of(
        new EmittedMessage(
            message.prefix(),
            content,
            Optional.of(open.current()),
            message.lsn(),
            open.nextOrdinal() - 1,
            open.countMessage()));
  }
}
