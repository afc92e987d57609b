package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.row.LoadException;
import java.io.IOException;

/**
 * A transaction's operation at the back end and what it needs. Used by the thread that serves it.
 *
 * @param cluster its surroundings
 * @param backEnd it works for
 * @param exchange request and answer
 * @param call names in the request
 * @param fault to suffer
 */
record BackEndCall(
    Cluster cluster,
    BackEndState backEnd,
    Exchange exchange,
    TransactionCall call,
    LoadFault fault) {

  LoadHeaders headers() {
    return new LoadHeaders(exchange, cluster.version());
  }

  /**
   * Takes the load for this request alone.
   *
   * @throws RefusedException if another request has it, or has just ended it
   */
  void enter(TableLoad load) throws RefusedException {
    if (load.tryEnter()) {
      checkGoesOn(load);
      cluster.transactions().beginWork(load.transaction());
      return;
    }
    if (backEnd.contexts().isOver(load)) {
      throw new RefusedException(Status.ABORTED, "The load is timeout, and will be aborted");
    }
    String message = "Transaction is in processing";
    TransactionReply reply = new TransactionReply(Status.TXN_IN_PROCESSING, message);
    throw new RefusedException(reply.with("Label", call.label()), message, null);
  }

  private void checkGoesOn(TableLoad load) throws RefusedException {
    if (backEnd.contexts().isOver(load)) {
      load.leave();
      throw new RefusedException(
          Status.TXN_NOT_EXISTS, "transaction with label " + call.label() + " not exists");
    }
  }

  void leave(TableLoad load) {
    cluster.transactions().endWork(load.transaction());
    load.leave();
  }

  /**
   * Suffers the fault that comes before the operation takes effect.
   *
   * @throws RefusedException if the operation is to fail
   * @throws IOException if the emulator closes
   */
  void sufferBefore() throws RefusedException, IOException {
    try {
      fault.beforeCommit();
    } catch (LoadException e) {
      throw new RefusedException(Status.INTERNAL_ERROR, e);
    }
  }

  /** Rolls the transaction over one table back. */
  void rollback(TableLoad load, String reason) {
    cluster.transactions().abort(load.transaction(), reason);
    backEnd.contexts().remove(call.label());
  }
}
