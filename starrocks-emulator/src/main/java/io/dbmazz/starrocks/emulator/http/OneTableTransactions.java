package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Operation;
import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.txn.LoadState;
import io.dbmazz.starrocks.emulator.txn.Publishing;
import io.dbmazz.starrocks.emulator.txn.Transaction;
import io.dbmazz.starrocks.emulator.txn.TransactionException;
import io.dbmazz.starrocks.emulator.txn.Transactions;
import java.util.Optional;

/**
 * The leader's part in transactions over one table, after TransactionLoadAction.java and
 * TransactionWithoutChannelHandler.java: it sends the client to the back end until the transaction
 * is prepared, and ends it itself from then on.
 */
final class OneTableTransactions {
  private final Cluster cluster;
  private final Transactions transactions;
  private final Coordinators coordinators;

  OneTableTransactions(Cluster cluster, Coordinators coordinators) {
    this.cluster = cluster;
    this.transactions = cluster.transactions();
    this.coordinators = coordinators;
  }

  /**
   * What the front end does itself; empty when the back end has to.
   *
   * @throws RefusedException if nobody can do it
   */
  Optional<Work> work(TransactionCall call, Operation operation) throws RefusedException {
    if (operation == Operation.BEGIN) {
      requireDatabase(call);
      coordinators.add(call.label());
      return Optional.empty();
    }
    requireDatabase(call);
    Optional<Transaction> transaction = transactions.newest(call.database(), call.label());
    if (transaction.isEmpty() && !coordinators.know(call.label())) {
      throw unknown(call, operation);
    }
    boolean ends = operation == Operation.COMMIT || operation == Operation.ROLLBACK;
    if (!ends) {
      return Optional.empty();
    }
    Transaction found =
        transaction.orElseThrow(
            () -> RefusedException.atFrontEnd("No transaction found by label " + call.label()));
    return operation == Operation.COMMIT ? commit(call, found) : rollback(call, found);
  }

  private void requireDatabase(TransactionCall call) throws RefusedException {
    if (!cluster.store().hasDatabase(call.database())) {
      throw RefusedException.atFrontEnd("Database[" + call.database() + "] does not exist.");
    }
  }

  private static RefusedException unknown(TransactionCall call, Operation operation) {
    if (operation == Operation.LOAD) {
      return RefusedException.atFrontEnd(
          "Can't find the transaction with db ["
              + call.database()
              + "] and label["
              + call.label()
              + "]. The possible reasons: 1. FE leader is started or switched; 2. The transaction"
              + " timeouts and is cleaned.");
    }
    return RefusedException.atFrontEnd(
        "No transaction found with db[" + call.database() + "] and label[" + call.label() + "]");
  }

  private Optional<Work> commit(TransactionCall call, Transaction found) throws RefusedException {
    LoadState state = transactions.status(found).state();
    return switch (state) {
      case PREPARED -> Optional.of(fault -> commitPrepared(call, found, fault));
      case COMMITTED, VISIBLE -> Optional.of(fault -> already(call, found, "committed"));
      case ABORTED ->
          throw RefusedException.atFrontEnd(
              "Can not commit ABORTED transaction " + found.id() + ", label is " + call.label());
      case PREPARE, UNKNOWN -> Optional.empty();
    };
  }

  private TransactionReply commitPrepared(TransactionCall call, Transaction found, LoadFault fault)
      throws RefusedException {
    Publishing publishing;
    try {
      publishing = transactions.commitPrepared(found, fault.publishing());
    } catch (TransactionException | LoadException e) {
      throw RefusedException.atFrontEnd(e.getMessage());
    }
    if (publishing == Publishing.LATE) {
      throw RefusedException.atFrontEnd("publish timeout: 20000");
    }
    if (fault.unknownCommit().isPresent()) {
      throw RefusedException.atFrontEnd(fault.unknownCommit().get());
    }
    return named(TransactionReply.ok(), call, found);
  }

  private Optional<Work> rollback(TransactionCall call, Transaction found) throws RefusedException {
    LoadState state = transactions.status(found).state();
    return switch (state) {
      case PREPARED ->
          Optional.of(
              fault -> {
                transactions.abort(found, "User Aborted");
                return named(TransactionReply.ok(), call, found);
              });
      case ABORTED -> Optional.of(fault -> already(call, found, "aborted"));
      case COMMITTED, VISIBLE ->
          throw RefusedException.atFrontEnd(
              "Can not abort "
                  + state
                  + " transaction "
                  + found.id()
                  + ", label is "
                  + call.label());
      case PREPARE, UNKNOWN -> Optional.empty();
    };
  }

  private static TransactionReply already(TransactionCall call, Transaction found, String done) {
    String message =
        "Transaction " + found.id() + " has already " + done + ", label is " + call.label();
    return named(new TransactionReply(Status.OK, message), call, found);
  }

  private static TransactionReply named(
      TransactionReply reply, TransactionCall call, Transaction found) {
    return reply.with("TxnId", found.id()).with("Label", call.label());
  }
}
