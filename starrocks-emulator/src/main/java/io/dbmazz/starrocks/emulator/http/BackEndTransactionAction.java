package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Operation;
import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.txn.LabelInUseException;
import io.dbmazz.starrocks.emulator.txn.Timeouts;
import io.dbmazz.starrocks.emulator.txn.Transaction;
import io.dbmazz.starrocks.emulator.txn.TransactionException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One operation of a transaction at the back end, after be/src/http/action/
 * transaction_stream_load.cpp and be/src/runtime/stream_load/transaction_mgr.cpp.
 */
final class BackEndTransactionAction {
  private final Cluster cluster;
  private final StreamContexts contexts;
  private final Exchange exchange;
  private final TransactionCall call;
  private final BackEndCall here;

  BackEndTransactionAction(Cluster cluster, BackEndState backEnd, Exchange exchange, Route route) {
    this.cluster = cluster;
    this.contexts = backEnd.contexts();
    this.exchange = exchange;
    this.call = TransactionCall.of(route, exchange);
    LoadFault fault =
        new LoadFault(
            call.target().flatMap(target -> cluster.faults().take(Fault.Node.BACK_END, target)));
    this.here = new BackEndCall(cluster, backEnd, exchange, call, fault);
  }

  /** Answers the request, or cuts its socket. */
  void run() {
    if (here.fault().answers(exchange, here.backEnd()::restart)) {
      return;
    }
    TransactionReply reply;
    try {
      reply = perform();
    } catch (RefusedException e) {
      reply = e.reply();
    } catch (IOException clientBrokeOff) {
      // There is nobody left to tell.
      exchange.cut(0);
      return;
    }
    Runnable evict = () -> cluster.transactions().forget(call.database(), call.label());
    here.fault().answer(exchange, reply, "application/json", evict);
  }

  private TransactionReply perform() throws RefusedException, IOException {
    Operation operation =
        call.operation()
            .orElseThrow(
                () ->
                    new RefusedException(
                        Status.INVALID_ARGUMENT,
                        "unsupport transaction operation " + call.operationName()));
    boolean isLoad = operation == Operation.LOAD;
    if (call.label().isEmpty()) {
      String message = isLoad ? "Invalid label " : "empty label";
      throw new RefusedException(Status.INVALID_ARGUMENT, message);
    }
    boolean multi =
        !exchange.header("transaction_type").isEmpty() && cluster.version().has(4, 0, 0);
    if (multi && !isLoad) {
      throw new RefusedException(
          Status.INVALID_ARGUMENT,
          "Multi-statement transaction requests can only be sent to FE nodes, not BE nodes");
    }
    return switch (operation) {
      case BEGIN -> begin();
      case LOAD -> new TransactionLoadAction(here).run();
      case PREPARE, COMMIT -> new TransactionFinishAction(here, operation).run();
      case ROLLBACK -> rollback();
      case STREAM_LOAD -> throw new IllegalStateException("not an operation of a transaction");
    };
  }

  private TransactionReply begin() throws RefusedException, IOException {
    if (contexts.find(call.label()).isPresent()) {
      // The words are missing there, too.
      TransactionReply exists = new TransactionReply(Status.LABEL_ALREADY_EXISTS, "");
      throw new RefusedException(exists.with("ExistingJobStatus", ""), "", null);
    }
    long since = System.nanoTime();
    Timeouts timeouts = timeouts();
    checkRequest();
    here.sufferBefore();
    Transaction transaction = open(timeouts);
    contexts.add(call.label(), new TableLoad(transaction, call.database(), call.table()));
    return TransactionReply.ok()
        .with("Label", call.label())
        .with("TxnId", transaction.id())
        .with("BeginTxnTimeMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
  }

  private Timeouts timeouts() throws RefusedException {
    LoadHeaders headers = here.headers();
    try {
      return new Timeouts(headers.timeout(), headers.seconds("idle_transaction_timeout"));
    } catch (LoadException e) {
      throw new RefusedException(Status.INVALID_ARGUMENT, e);
    }
  }

  private void checkRequest() throws RefusedException {
    Optional<Credentials> given = BasicAuth.of(exchange.request());
    if (given.isEmpty()) {
      throw new RefusedException(Status.INTERNAL_ERROR, "no valid Basic authorization");
    }
    if (!given.get().equals(cluster.credentials())) {
      String denied = BasicAuth.denied(exchange.request(), given.get());
      throw new RefusedException(Status.ANALYSIS_ERROR, denied);
    }
    try {
      new LoadPlanner(cluster, here.backEnd().rules()).table(call.database(), call.table());
    } catch (LoadException e) {
      throw new RefusedException(Status.ANALYSIS_ERROR, e);
    }
  }

  private Transaction open(Timeouts timeouts) throws RefusedException {
    try {
      Transaction transaction =
          cluster.transactions().begin(call.database(), call.label(), timeouts);
      cluster.transactions().loadInto(transaction, call.table());
      return transaction;
    } catch (LabelInUseException e) {
      throw RefusedException.labelInUse(e, e.existingJobStatus());
    } catch (TransactionException e) {
      throw new RefusedException(Status.ANALYSIS_ERROR, e);
    }
  }

  private TransactionReply rollback() throws RefusedException, IOException {
    TableLoad load = TransactionFinishAction.require(here);
    here.sufferBefore();
    here.rollback(load, "transaction is aborted by user.");
    return TransactionReply.ok().with("Label", call.label());
  }
}
