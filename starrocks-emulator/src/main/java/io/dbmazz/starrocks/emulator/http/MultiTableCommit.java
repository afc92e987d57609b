package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.txn.Publishing;
import io.dbmazz.starrocks.emulator.txn.Transaction;
import io.dbmazz.starrocks.emulator.txn.TransactionException;
import java.util.List;

/** The commit of a transaction over several tables: all of them in one step, or none. */
final class MultiTableCommit {
  private final Cluster cluster;
  private final BackEndState backEnd;
  private final List<TableLoad> shares;

  MultiTableCommit(Cluster cluster, BackEndState backEnd, List<TableLoad> shares) {
    this.cluster = cluster;
    this.backEnd = backEnd;
    this.shares = shares;
  }

  /**
   * Commits and returns how many rows were written. Without any table nothing is committed, and the
   * label stays unknown (UNCERTAIN).
   *
   * @throws RefusedException if a table cannot be committed; nothing was
   */
  long run(Transaction transaction, Publishing publishing) throws RefusedException {
    for (TableLoad share : shares) {
      check(share);
    }
    if (shares.isEmpty()) {
      cluster.transactions().abort(transaction, "nothing was loaded");
      return 0;
    }
    try {
      cluster.transactions().commit(transaction, this::write, publishing);
    } catch (TransactionException | LoadException e) {
      throw new RefusedException(Status.FAILED, e);
    }
    return shares.stream().mapToLong(share -> share.rows().tally().loaded()).sum();
  }

  private void check(TableLoad share) throws RefusedException {
    if (!share.tryEnter()) {
      throw failed(share, "Transaction is in processing");
    }
    try {
      share.finish();
      cluster.versions().check(share.database(), share.table());
    } catch (LoadException | TransactionException e) {
      throw failed(share, e.getMessage());
    }
  }

  private RefusedException failed(TableLoad share, String reason) {
    String tracking =
        share.rows().tally().filtered() == 0
            ? ""
            : ", tracking_url: " + backEnd.errorUrl(share.rows().tally().errors());
    return new RefusedException(
        Status.FAILED, "Failed to load table " + share.table() + ": " + reason + tracking);
  }

  private void write() {
    cluster.store().write(rows -> shares.forEach(share -> share.rows().write(rows)));
    shares.forEach(share -> cluster.versions().add(share.database(), share.table()));
  }
}
