package io.dbmazz.postgres.change;

import io.dbmazz.record.Lsn;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaAndValue;

/**
 * What an application wrote with {@code pg_logical_emit_message}. It has no ordinal of its own, so
 * that those of changes do not depend on whether messages are asked for: its place is behind a
 * change.
 *
 * @param prefix that the application gave
 * @param content bytes, or a text that encodes them
 * @param transaction that it is part of; empty for a message outside of transactions
 * @param lsn end of the message's record
 * @param ordinal of the last change before it in the transaction; -1 when there is none
 * @param index 0-based, among the messages between two changes
 */
public record EmittedMessage(
    String prefix,
    SchemaAndValue content,
    Optional<Transaction> transaction,
    Lsn lsn,
    long ordinal,
    long index)
    implements StreamEvent {

  /**
   * Start of the commit record. A message outside of transactions is like one that commits within
   * the message's own record: the server sends it again as long as no more than that record's start
   * is confirmed (decode.c, logicalmsg_decode).
   */
  public Lsn commitLsn() {
    return transaction.map(Transaction::commitLsn).orElseGet(() -> new Lsn(lsn.value() - 1));
  }
}
