package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.http.LoadTimes.Part;
import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.row.RowLoad;
import io.dbmazz.starrocks.emulator.row.RowTally;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import io.dbmazz.starrocks.emulator.txn.LabelInUseException;
import io.dbmazz.starrocks.emulator.txn.Publishing;
import io.dbmazz.starrocks.emulator.txn.Transaction;
import io.dbmazz.starrocks.emulator.txn.TransactionException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.UUID;

/** One load at the back end, in the order of be/src/http/action/stream_load.cpp. */
final class StreamLoadAction {
  private final Cluster cluster;
  private final BackEndState backEnd;
  private final Exchange exchange;
  private final Route route;
  private final LoadHeaders headers;
  private final String label;
  private final LoadReply reply;
  private Publishing publishing = Publishing.IN_TIME;

  StreamLoadAction(Cluster cluster, BackEndState backEnd, Exchange exchange, Route route) {
    this.cluster = cluster;
    this.backEnd = backEnd;
    this.exchange = exchange;
    this.route = route;
    this.headers = new LoadHeaders(exchange, cluster.version());
    this.label = headers.text("label").orElseGet(() -> UUID.randomUUID().toString());
    this.reply = new LoadReply(label);
  }

  /** Answers the request, or cuts its socket. */
  void run() {
    LoadFault fault =
        new LoadFault(
            cluster.faults().take(Fault.Node.BACK_END, route.target(headers.text("label"))));
    if (fault.answers(exchange, backEnd::restart)) {
      return;
    }
    long written = 0;
    try {
      written = load(fault);
    } catch (LabelInUseException e) {
      reply.labelInUse(e);
    } catch (LoadException | TransactionException e) {
      reply.fail(e.getMessage());
    } catch (IOException clientBrokeOff) {
      // The load was rolled back; there is nobody left to tell.
      exchange.cut(0);
      return;
    }
    answer(fault, written);
  }

  private void answer(LoadFault fault, long written) {
    if (reply.status().equals("Success")) {
      fault.afterCommit(reply, publishing);
      if (fault.evictsLabel()) {
        cluster.transactions().forget(route.database(), label);
      }
      if (fault.losesReply()) {
        exchange.cut(written);
        return;
      }
    }
    exchange.answerLoad(reply.toJson(), reply.status(), written);
  }

  private long load(LoadFault fault) throws IOException, LabelInUseException, TransactionException {
    checkRequest();
    TableDefinition table =
        new LoadPlanner(cluster, backEnd.rules()).table(route.database(), route.table());
    Transaction transaction =
        cluster.transactions().begin(route.database(), label, headers.timeout());
    cluster.transactions().loadInto(transaction, route.table());
    reply.begun(transaction.id());
    reply.times().ended(Part.BEGIN);
    String outcome = "Cancelled";
    try {
      return load(table, transaction, fault);
    } catch (LoadException | TransactionException e) {
      outcome = e.getMessage();
      throw e;
    } finally {
      // Does nothing when the load was committed.
      cluster.transactions().abort(transaction, outcome);
    }
  }

  /** What is checked before a transaction begins. */
  private void checkRequest() {
    Optional<Credentials> given = BasicAuth.of(exchange.request());
    if (given.isEmpty()) {
      throw new LoadException("no valid Basic authorization");
    }
    headers.checkFormat();
    headers.checkJsonSize(exchange.request().getLength(), backEnd.rules().maxJsonBytes());
    headers.timeout();
    if (!given.get().equals(cluster.credentials())) {
      throw new LoadException(BasicAuth.denied(exchange.request(), given.get()));
    }
  }

  private long load(TableDefinition table, Transaction transaction, LoadFault fault)
      throws IOException, TransactionException {
    RowLoad load =
        new RowLoad(table, headers.spec(), backEnd.rules().order(), backEnd.rules().clock());
    boolean gzip = headers.isGzip();
    reply.counting(load.tally());
    reply.times().ended(Part.PLAN);
    fault.beforeBody();
    LoadBody body = new LoadBody(exchange.body());
    try {
      fault.inBody(body, exchange.request().getLength());
      body.readInto(load::read, gzip);
      reply.times().ended(Part.READ);
      fault.beforeCommit();
      return commit(transaction, load, fault);
    } catch (LoadException e) {
      body.drain();
      throw e;
    } finally {
      reply.received(body.count());
      keepErrors(load.tally());
    }
  }

  private void keepErrors(RowTally tally) {
    if (tally.filtered() > 0) {
      reply.errorUrl(backEnd.errorUrl(tally.errors()));
    }
  }

  private long commit(Transaction transaction, RowLoad load, LoadFault fault)
      throws TransactionException, InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("the emulator closes");
    }
    cluster.versions().check(route.database(), route.table());
    Runnable write = () -> load.write(cluster.store());
    publishing = cluster.transactions().commit(transaction, write, fault.publishing());
    cluster.versions().add(route.database(), route.table());
    reply.times().ended(Part.COMMIT);
    return load.tally().loaded();
  }
}
