package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Operation;
import io.dbmazz.starrocks.emulator.row.LoadException;
import java.io.InterruptedIOException;
import java.util.Optional;

/** One operation of a transaction at the leader, after TransactionLoadAction.java. */
final class FrontEndTransactionAction {
  private static final String MULTI = "multi";

  /** The number of MULTI_STATEMENT_STREAMING among LoadJobSourceType. */
  private static final String MULTI_SOURCE = "12";

  private final Cluster cluster;
  private final Leadership leadership;
  private final BackEndState backEnd;
  private final Exchange exchange;
  private final TransactionCall call;

  FrontEndTransactionAction(
      Cluster cluster,
      Leadership leadership,
      BackEndState backEnd,
      Exchange exchange,
      TransactionCall call) {
    this.cluster = cluster;
    this.leadership = leadership;
    this.backEnd = backEnd;
    this.exchange = exchange;
    this.call = call;
  }

  /** Answers the request, redirects it, or cuts its socket. */
  void run(FrontEndFault fault) {
    Optional<Work> work;
    try {
      work = work();
    } catch (RefusedException e) {
      exchange.answer(e.reply(), FrontEndHandler.CONTENT_TYPE);
      return;
    }
    if (work.isPresent()) {
      perform(work.get());
    } else if (fault.hidesBackEnd()) {
      exchange.answer(
          RefusedException.atFrontEnd("No backend alive.").reply(), FrontEndHandler.CONTENT_TYPE);
    } else {
      FrontEndHandler.redirect(exchange, fault.target(backEnd.advertised()));
    }
  }

  private Optional<Work> work() throws RefusedException {
    Operation operation =
        call.operation()
            .orElseThrow(
                () ->
                    RefusedException.atFrontEnd(
                        "Unknown transaction operation: " + call.operationName()));
    if (call.database().isEmpty()) {
      throw RefusedException.atFrontEnd("No database selected.");
    }
    if (call.label().isEmpty()) {
      throw RefusedException.atFrontEnd("Empty label.");
    }
    LoadHeaders headers = new LoadHeaders(exchange, cluster.version());
    checkNumber(headers, "timeout");
    checkNumber(headers, "prepared_timeout");
    checkChannel(headers);
    return isMulti(headers)
        ? leadership.multiTable().work(call, operation, headers)
        : new OneTableTransactions(cluster, leadership.coordinators()).work(call, operation);
  }

  private static void checkNumber(LoadHeaders headers, String name) throws RefusedException {
    Optional<String> malformed = headers.text(name).filter(text -> !text.matches("-?\\d{1,9}"));
    if (malformed.isPresent()) {
      throw new RefusedException(
          TransactionReply.Status.FAILED,
          "class java.lang.NumberFormatException: For input string: \"" + malformed.get() + "\"");
    }
  }

  /** The emulator has no parallel channels. */
  private static void checkChannel(LoadHeaders headers) throws RefusedException {
    boolean id = headers.text("channel_id").isPresent();
    boolean number = headers.text("channel_num").isPresent();
    if (id && number) {
      throw RefusedException.atFrontEnd("the emulator does not know the header channel_id");
    }
    if (id || number) {
      throw RefusedException.atFrontEnd(
          "Must provide " + (id ? "channel_num" : "channel_id") + " when stream load begin.");
    }
  }

  /** Earlier versions do not know the header, and take the transaction for one over one table. */
  private boolean isMulti(LoadHeaders headers) {
    boolean asked =
        headers.text("transaction_type").filter(MULTI::equalsIgnoreCase).isPresent()
            || headers.text("source_type").filter(MULTI_SOURCE::equals).isPresent();
    return asked && cluster.version().has(4, 0, 0);
  }

  private void perform(Work work) {
    LoadFault fault =
        new LoadFault(
            call.target().flatMap(target -> cluster.faults().take(Fault.Node.BACK_END, target)));
    if (fault.answers(exchange, backEnd::restart)) {
      return;
    }
    TransactionReply reply;
    try {
      fault.beforeCommit();
      reply = work.run(fault);
    } catch (LoadException failed) {
      reply = RefusedException.atFrontEnd(failed.getMessage()).reply();
      if (call.is(Operation.COMMIT)) {
        leadership.multiTable().cancel(call, failed.getMessage());
      }
    } catch (RefusedException e) {
      reply = e.reply();
    } catch (InterruptedIOException closing) {
      exchange.cut(0);
      return;
    }
    Runnable evict = () -> cluster.transactions().forget(call.database(), call.label());
    fault.answer(exchange, reply, FrontEndHandler.CONTENT_TYPE, evict);
  }
}
