package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.pgoutput.PgOutputMessage.CommitPrepared;
import io.dbmazz.record.Lsn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Transactions between PREPARE TRANSACTION and their outcome. The server sends such a transaction
 * once: what is confirmed beyond its PREPARE it has no more, so nothing may be until the outcome is
 * known and delivered.
 */
final class PreparedTransactions {

  private record Prepared(Lsn prepareLsn, PendingTransaction transaction) {}

  private final Map<Long, Prepared> byXid = new HashMap<>();
  private final Predicate<Lsn> delivered;

  /**
   * @param delivered whether a transaction that commits at this LSN has been delivered before
   */
  PreparedTransactions(Predicate<Lsn> delivered) {
    this.delivered = delivered;
  }

  void put(Lsn prepareLsn, PendingTransaction transaction) {
    Prepared former = byXid.put(transaction.xid(), new Prepared(prepareLsn, transaction));
    if (former != null) {
      former.transaction().close();
    }
  }

  /** Start of the oldest PREPARE record without an outcome. */
  Optional<Lsn> oldest() {
    return byXid.values().stream().map(Prepared::prepareLsn).min(Lsn::compareTo);
  }

  /**
   * Takes out a transaction that has committed; empty when it was delivered before a restart, and
   * confirmed up to another one's PREPARE, so that the server repeats its outcome alone.
   *
   * @throws ConnectException when its changes are lost
   */
  Optional<PendingTransaction> committed(CommitPrepared commit) {
    Prepared prepared = byXid.remove(commit.xid());
    if (prepared == null && !delivered.test(commit.commitLsn())) {
      throw new ConnectException(
          String.format(
              "The prepared transaction '%s' has committed at %s, but its changes were confirmed to"
                  + " the server when it was prepared, by somebody else: they are gone. Drop the"
                  + " slot, remove the stored offset and load the tables anew",
              commit.gid(), commit.commitLsn()));
    }
    return Optional.ofNullable(prepared).map(Prepared::transaction);
  }

  /** Forgets a transaction that was rolled back, if it is here. */
  void rolledBack(long xid) {
    Prepared prepared = byXid.remove(xid);
    if (prepared != null) {
      prepared.transaction().close();
    }
  }

  void clear() {
    byXid.values().forEach(prepared -> prepared.transaction().close());
    byXid.clear();
  }
}
