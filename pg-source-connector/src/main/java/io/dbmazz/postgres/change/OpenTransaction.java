package io.dbmazz.postgres.change;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.Begin;
import io.dbmazz.postgres.pgoutput.PgOutputMessage.Commit;
import org.apache.kafka.connect.errors.ConnectException;

/** The transaction between a Begin and its Commit, if there is one, and its count of changes. */
final class OpenTransaction {

  private Transaction transaction;
  private long nextOrdinal;
  private long messages;

  void begin(Begin begin) {
    if (transaction != null) {
      throw new ConnectException(
          String.format(
              "Transaction %s began inside transaction %s; restart the task",
              begin.finalLsn(), transaction.commitLsn()));
    }
    transaction = new Transaction(begin.finalLsn(), begin.commitMicros(), begin.xid());
    nextOrdinal = 0;
    messages = 0;
  }

  TransactionEnd commit(Commit commit) {
    if (!current().commitLsn().equals(commit.commitLsn())) {
      throw new ConnectException(
          String.format(
              "Commit of transaction %s came inside transaction %s; restart the task",
              commit.commitLsn(), transaction.commitLsn()));
    }
    transaction = null;
    return new TransactionEnd(commit.commitLsn(), commit.endLsn());
  }

  Transaction current() {
    if (transaction == null) {
      throw new ConnectException("A change came outside of a transaction; restart the task");
    }
    return transaction;
  }

  /** The ordinal of the next change. */
  long nextOrdinal() {
    return nextOrdinal;
  }

  /** Counts changes off, once they are decoded. */
  void advance(int changes) {
    nextOrdinal += changes;
    messages = 0;
  }

  /** Counts a message off, and returns how many came before it since the last change. */
  long countMessage() {
    return messages++;
  }
}
