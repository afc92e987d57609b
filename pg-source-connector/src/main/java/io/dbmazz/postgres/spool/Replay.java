package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.pgoutput.PgOutputDecoder;
import io.dbmazz.postgres.pgoutput.PgOutputMessage;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Begin;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Commit;
import io.dbmazz.postgres.replication.WalData;
import io.dbmazz.record.Lsn;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;

/**
 * A transaction that was kept and has committed, message by message: its Begin, its changes, its
 * Commit, when its memory and its file become free.
 */
public final class Replay {

  /**
   * A message.
   *
   * @param message as it would have come without streaming
   * @param start LSN that came with it
   * @param heapBytes that it takes, by estimate
   */
  public record Step(PgOutputMessage message, Lsn start, long heapBytes) {}

  private final PgOutputDecoder decoder = new PgOutputDecoder();
  private final PendingTransaction transaction;
  private final Descriptions descriptions;
  private final Commit commit;
  private final Iterator<WalData> overtaken;
  private Iterator<WalData> messages;
  private Optional<Step> current;
  private boolean committed;

  Replay(PendingTransaction transaction, Descriptions descriptions, Commit commit) {
    this.transaction = transaction;
    this.descriptions = descriptions;
    this.commit = commit;
    this.overtaken = transaction.prepare(descriptions).iterator();
    this.messages = transaction.messages();
    this.current = frame(new Begin(commit.commitLsn(), commit.commitMicros(), transaction.xid()));
  }

  /** The message that is due, the same until {@link #advance}; empty after the last. */
  public Optional<Step> current() {
    return current;
  }

  /** Goes on to the next message. */
  public void advance() {
    if (overtaken.hasNext()) {
      current = decoded(overtaken.next());
    } else if (messages.hasNext()) {
      current = decoded(messages.next());
    } else if (!committed) {
      committed = true;
      messages = transaction.settle(descriptions).iterator();
      transaction.close();
      current = frame(commit);
    } else {
      current = Optional.empty();
    }
  }

  private Optional<Step> decoded(WalData data) {
    return Optional.of(new Step(decoder.decode(data.payload()), data.start(), data.heapBytes()));
  }

  private static Optional<Step> frame(PgOutputMessage message) {
    return Optional.of(new Step(message, Lsn.ZERO, 0));
  }

  /** Gives it up: frees its memory and deletes its file. */
  public void cancel() {
    messages = Collections.emptyIterator();
    current = Optional.empty();
    transaction.close();
  }
}
