package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Operation;
import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.row.RowLoad;
import io.dbmazz.starrocks.emulator.txn.Transaction;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one transaction loads into one table, request by request. Between {@link #tryEnter} and
 * {@link #leave} it belongs to the thread of one request.
 */
final class TableLoad {
  private final Transaction transaction;
  private final String database;
  private final String table;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final TransactionTimes times = new TransactionTimes();
  private Optional<RowLoad> rows = Optional.empty();
  private Optional<Map<String, String>> parameters = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();
  private boolean refused;
  private long announcedBytes;
  private long receivedBytes;

  TableLoad(Transaction transaction, String database, String table) {
    this.transaction = transaction;
    this.database = database;
    this.table = table;
  }

  Transaction transaction() {
    return transaction;
  }

  String database() {
    return database;
  }

  String table() {
    return table;
  }

  TransactionTimes times() {
    return times;
  }

  boolean tryEnter() {
    return busy.compareAndSet(false, true);
  }

  boolean isBusy() {
    return busy.get();
  }

  void leave() {
    busy.set(false);
  }

  /** Adds up the bodies' lengths; an unknown one is negative and adds nothing. */
  long announce(long length) {
    announcedBytes += Math.max(length, 0);
    return announcedBytes;
  }

  void received(long bytes) {
    receivedBytes += bytes;
  }

  boolean isPlanned() {
    return rows.isPresent();
  }

  void plan(RowLoad plan) {
    rows = Optional.of(plan);
  }

  /** The rows so far. */
  RowLoad rows() {
    return rows.orElseThrow();
  }

  /**
   * Holds a load's parameters against those of the first.
   *
   * @throws RefusedException if they differ
   */
  void compare(Map<String, String> next) throws RefusedException {
    if (parameters.isPresent() && !parameters.get().equals(next)) {
      throw new RefusedException(Status.INTERNAL_ERROR, "load request not equal last.");
    }
    parameters = Optional.of(next);
  }

  /** From now on there is nothing to commit; the first reason stays. */
  void fail(String reason) {
    failure = failure.or(() -> Optional.of(reason));
  }

  /** As {@link #fail}, and no load is taken any more. */
  void refuse(String reason) {
    refused = true;
    fail(reason);
  }

  boolean isRefused() {
    return refused;
  }

  /**
   * Reads what is left to read and checks the whole.
   *
   * @throws LoadException if there is nothing to commit
   */
  void finish() {
    if (!isPlanned()) {
      throw new LoadException(
          "transaction txn_id: "
              + transaction.id()
              + ", db="
              + database
              + " hasn't send any data yet");
    }
    try {
      rows().endParts();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    } catch (LoadException e) {
      fail(e.getMessage());
    }
    if (failure.isPresent()) {
      throw new LoadException(failure.get());
    }
    rows().check();
  }

  /** The answer to an operation that went well. */
  TransactionReply reply(Operation operation, String label) {
    TransactionReply reply =
        TransactionReply.ok().with("Label", label).with("TxnId", transaction.id());
    if (operation != Operation.LOAD) {
      reply
          .with("NumberTotalRows", rows().tally().total())
          .with("NumberLoadedRows", rows().tally().loaded())
          .with("NumberFilteredRows", rows().tally().filtered())
          .with("NumberUnselectedRows", 0)
          .with("LoadBytes", receivedBytes);
    }
    return reply;
  }
}
