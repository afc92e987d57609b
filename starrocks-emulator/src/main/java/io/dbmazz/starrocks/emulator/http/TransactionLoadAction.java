package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Operation;
import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.row.LoadException;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes the rows of one load of a transaction. A row that does not fit and a body that cannot be
 * read are answered OK: the server reads the rows behind the client's back, and tells when the
 * transaction is to be prepared or committed.
 */
final class TransactionLoadAction {
  /** Whether a back end works on the whole transaction or on one table's share. */
  private enum Scope {
    WHOLE,
    SHARE
  }

  private final BackEndCall here;
  private final TransactionCall call;
  private final LoadHeaders headers;

  TransactionLoadAction(BackEndCall here) {
    this.here = here;
    this.call = here.call();
    this.headers = here.headers();
  }

  TransactionReply run() throws RefusedException, IOException {
    StreamContexts contexts = here.backEnd().contexts();
    Optional<TableLoad> whole = contexts.find(call.label());
    Scope scope = whole.isPresent() ? Scope.WHOLE : Scope.SHARE;
    TableLoad load =
        whole
            .or(() -> contexts.findShare(call.label(), call.table()))
            .orElseThrow(
                () ->
                    new RefusedException(
                        Status.TXN_NOT_EXISTS,
                        "Transaction with label " + call.label() + " not exists"));
    checkNames(load);
    here.enter(load);
    try {
      return take(load);
    } catch (RefusedException e) {
      abandon(load, scope, e.getMessage());
      throw e;
    } catch (IOException e) {
      // Half of a body is in, and what follows it could not be told from it.
      load.fail("the body of a load broke off");
      throw e;
    } finally {
      here.leave(load);
    }
  }

  private void checkNames(TableLoad load) throws RefusedException {
    if (!load.database().equals(call.database())) {
      throw new RefusedException(
          Status.INVALID_ARGUMENT,
          "Request database "
              + call.database()
              + " not equal transaction database "
              + load.database());
    }
    if (!load.table().equals(call.table())) {
      throw new RefusedException(
          Status.INVALID_ARGUMENT,
          "Request table " + call.table() + " not equal transaction table " + load.table());
    }
  }

  private void abandon(TableLoad load, Scope scope, String reason) {
    if (scope == Scope.WHOLE) {
      here.rollback(load, reason);
    } else {
      // The front end learns of it when it commits.
      load.refuse(reason);
    }
  }

  private TransactionReply take(TableLoad load) throws RefusedException, IOException {
    if (load.isRefused()) {
      throw new RefusedException(Status.ABORTED, "current transaction is aborted");
    }
    boolean gzip = check(load);
    load.compare(LoadParameters.of(headers));
    if (!load.isPlanned()) {
      new LoadPlanner(here.cluster(), here.backEnd().rules()).plan(load, headers);
    }
    here.fault().beforeBody();
    long since = System.nanoTime();
    long bytes = read(load, gzip);
    long millis = load.times().received(since);
    here.sufferBefore();
    return load.reply(Operation.LOAD, call.label())
        .with("LoadBytes", bytes)
        .with("StreamLoadPlanTimeMs", load.times().planMillis())
        .with("ReceivedDataTimeMs", millis);
  }

  /** What is checked before the body is read; tells whether that is gzip. */
  private boolean check(TableLoad load) throws RefusedException {
    long announced = load.announce(here.exchange().request().getLength());
    try {
      headers.checkFormat();
      headers.checkJsonSize(announced, here.backEnd().rules().maxJsonBytes());
    } catch (LoadException e) {
      throw new RefusedException(Status.INTERNAL_ERROR, e);
    }
    try {
      return headers.isGzip();
    } catch (LoadException e) {
      throw new RefusedException(Status.INVALID_ARGUMENT, e);
    }
  }

  private long read(TableLoad load, boolean gzip) throws IOException {
    LoadBody body = new LoadBody(here.exchange().body());
    try {
      here.fault().inBody(body, here.exchange().request().getLength());
      body.readInto(load.rows()::readPart, gzip);
    } catch (LoadException e) {
      body.drain();
      load.fail(e.getMessage());
    } finally {
      load.received(body.count());
    }
    return body.count();
  }
}
