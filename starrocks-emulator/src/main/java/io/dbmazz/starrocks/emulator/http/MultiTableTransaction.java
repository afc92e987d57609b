package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.txn.LoadState;
import io.dbmazz.starrocks.emulator.txn.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One transaction over several tables, after StreamLoadMultiStmtTask.java. It lives in the leader's
 * memory, and the label is known to nobody else before the commit. For the front ends' threads.
 */
final class MultiTableTransaction {
  private final Cluster cluster;
  private final BackEndState backEnd;
  private final TransactionCall begin;
  private final Transaction transaction;
  private final Duration timeout;
  private final MultiTableStatus status;
  private final Map<String, TableLoad> loads = new LinkedHashMap<>();

  MultiTableTransaction(
      Cluster cluster,
      BackEndState backEnd,
      TransactionCall begin,
      Transaction transaction,
      Duration timeout) {
    this.cluster = cluster;
    this.backEnd = backEnd;
    this.begin = begin;
    this.transaction = transaction;
    this.timeout = timeout;
    this.status = new MultiTableStatus(begin.label(), transaction.id());
  }

  /** The answer to one who begins it again. */
  synchronized RefusedException exists() {
    return status.exists();
  }

  /** Whether nothing can happen to it any more. */
  synchronized boolean isOver() {
    age();
    return status.isOver();
  }

  /**
   * Plans a load, which the back end then takes.
   *
   * @throws RefusedException if it cannot be loaded; the transaction is rolled back
   */
  synchronized void plan(TransactionCall call, LoadHeaders headers) throws RefusedException {
    try {
      if (!call.database().equals(begin.database())) {
        throw RefusedException.atFrontEnd(
            "Request database "
                + call.database()
                + " not equal transaction database "
                + begin.database());
      }
      age();
      status.checkTakesLoads();
      share(call.table(), headers);
    } catch (RefusedException e) {
      cancel(e.getMessage());
      throw e;
    }
  }

  private void share(String table, LoadHeaders headers) throws RefusedException {
    if (loads.containsKey(table)) {
      return;
    }
    if (cluster.store().table(begin.database(), table).isEmpty()) {
      throw RefusedException.atFrontEnd(
          "Failed to find table " + table + " in db " + begin.database());
    }
    TableLoad load = new TableLoad(transaction, begin.database(), table);
    try {
      new LoadPlanner(cluster, backEnd.rules()).plan(load, headers);
    } catch (RefusedException e) {
      throw MultiTableStatus.failed(e.getMessage());
    }
    cluster.transactions().loadInto(transaction, table);
    loads.put(table, load);
    backEnd.contexts().addShare(begin.label(), load);
  }

  /**
   * Commits all tables in one step.
   *
   * @throws RefusedException if that cannot be; the transaction is rolled back
   */
  TransactionReply commit(LoadFault fault) throws RefusedException {
    Optional<TransactionReply> already = startCommit();
    if (already.isPresent()) {
      return already.get();
    }
    List<TableLoad> shares = shares();
    Optional<String> failure = Optional.of("commit failed");
    try {
      long rows =
          new MultiTableCommit(cluster, backEnd, shares).run(transaction, fault.publishing());
      failure = Optional.empty();
      return committed(fault, shares).wrote(rows);
    } catch (RefusedException e) {
      failure = Optional.of(e.getMessage());
      throw e;
    } finally {
      endCommit(failure);
    }
  }

  private synchronized Optional<TransactionReply> startCommit() throws RefusedException {
    age();
    return status.startCommit();
  }

  private synchronized List<TableLoad> shares() {
    return new ArrayList<>(loads.values());
  }

  private TransactionReply committed(LoadFault fault, List<TableLoad> shares) {
    if (fault.unknownCommit().isPresent()) {
      return new TransactionReply(Status.FAILED, fault.unknownCommit().get());
    }
    TransactionReply reply = TransactionReply.ok();
    return shares.isEmpty()
        ? reply
        : status.named(reply).with("ChannelId", 0).with("Prepared Channel Num", 1);
  }

  private synchronized void endCommit(Optional<String> failure) {
    backEnd.contexts().remove(begin.label());
    failure.ifPresentOrElse(this::abort, status::commited);
  }

  private void abort(String reason) {
    cluster.transactions().abort(transaction, reason);
    backEnd.contexts().remove(begin.label());
    status.cancelled(reason);
  }

  /**
   * Rolls it back.
   *
   * @throws RefusedException if it is committed or about to be
   */
  synchronized TransactionReply rollback() throws RefusedException {
    age();
    if (!status.isOpen()) {
      return status.rollback();
    }
    cancel("manual abort");
    return new TransactionReply(Status.OK, "stream load " + begin.label() + " abort");
  }

  /** Rolls it back unless it has ended or is about to. */
  synchronized void cancel(String reason) {
    if (status.isOpen()) {
      abort(reason);
    }
  }

  /** What happens to it when another front end leads. */
  synchronized void losePower() {
    cancel("cancelled after FE restart");
    status.lose();
  }

  private void age() {
    if (cluster.transactions().status(transaction).state() == LoadState.ABORTED) {
      cancel("transaction timeout after " + timeout.toMillis() + "ms");
    }
  }
}
