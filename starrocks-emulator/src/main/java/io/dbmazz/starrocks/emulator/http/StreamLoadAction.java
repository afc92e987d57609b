package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.http.LoadTimes.Part;
import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.row.RowLoad;
import io.dbmazz.starrocks.emulator.row.RowTally;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import io.dbmazz.starrocks.emulator.txn.LabelInUseException;
import io.dbmazz.starrocks.emulator.txn.Transaction;
import io.dbmazz.starrocks.emulator.txn.TransactionException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** One load at the back end, in the order of be/src/http/action/stream_load.cpp. */
final class StreamLoadAction {
  private final Cluster cluster;
  private final LoadRules rules;
  private final Exchange exchange;
  private final Route route;
  private final Function<List<String>, String> errorUrl;
  private final LoadHeaders headers;
  private final String label;
  private final LoadReply reply;

  /** A load whose error lines {@code errorUrl} stores. */
  StreamLoadAction(
      Cluster cluster,
      LoadRules rules,
      Exchange exchange,
      Route route,
      Function<List<String>, String> errorUrl) {
    this.cluster = cluster;
    this.rules = rules;
    this.exchange = exchange;
    this.route = route;
    this.errorUrl = errorUrl;
    this.headers = new LoadHeaders(exchange);
    this.label = headers.text("label").orElseGet(() -> UUID.randomUUID().toString());
    this.reply = new LoadReply(label);
  }

  /** Answers the request, or cuts its socket. */
  void run() {
    Optional<Fault> taken =
        cluster.faults().take(Fault.Node.BACK_END, route.target(headers.text("label")));
    if (taken.isPresent() && taken.get() instanceof Fault.ServerError) {
      exchange.answer(500, "text/plain", "Internal Server Error");
      return;
    }
    if (taken.isPresent() && taken.get() instanceof Fault.Cut) {
      exchange.cut(0);
      return;
    }
    LoadFault fault = new LoadFault(taken);
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
      fault.afterCommit(reply);
      if (fault.losesReply()) {
        exchange.cut(written);
        return;
      }
    }
    exchange.answerLoad(reply.toJson(), reply.status(), written);
  }

  private long load(LoadFault fault) throws IOException, LabelInUseException, TransactionException {
    checkRequest();
    TableDefinition table = table();
    Transaction transaction =
        cluster.transactions().begin(route.database(), label, headers.timeout());
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
    long length = exchange.request().getLength();
    if (headers.isJson() && !headers.ignoresJsonSize() && length > rules.maxJsonBytes()) {
      throw new LoadException(
          "The size of this batch exceed the max size ["
              + rules.maxJsonBytes()
              + "]  of json type data  data [ "
              + length
              + " ]. Set ignore_json_size to skip the check, although it may lead huge memory"
              + " consuming.");
    }
    headers.timeout();
    if (!given.get().equals(cluster.credentials())) {
      throw new LoadException(BasicAuth.denied(exchange.request(), given.get()));
    }
  }

  private TableDefinition table() {
    if (!cluster.store().hasDatabase(route.database())) {
      throw new LoadException("unknown database, database=" + route.database());
    }
    return cluster
        .store()
        .table(route.database(), route.table())
        .orElseThrow(
            () ->
                new LoadException(
                    "unknown table \"" + route.database() + "." + route.table() + "\""));
  }

  private long load(TableDefinition table, Transaction transaction, LoadFault fault)
      throws IOException, TransactionException {
    RowLoad load = new RowLoad(table, headers.spec(), rules.order(), rules.clock());
    boolean gzip = headers.isGzip();
    reply.counting(load.tally());
    reply.times().ended(Part.PLAN);
    fault.beforeBody();
    LoadBody body = new LoadBody(exchange.body());
    try {
      fault.inBody(body, exchange.request().getLength());
      body.readInto(load, gzip);
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
      reply.errorUrl(errorUrl.apply(tally.errors()));
    }
  }

  private long commit(Transaction transaction, RowLoad load, LoadFault fault)
      throws TransactionException, InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("the emulator closes");
    }
    cluster.versions().check(route.database(), route.table());
    Runnable write = () -> load.write(cluster.store());
    if (fault.delaysPublishing()) {
      cluster.transactions().commitUnpublished(transaction, write);
    } else {
      cluster.transactions().commit(transaction, write);
    }
    cluster.versions().add(route.database(), route.table());
    reply.times().ended(Part.COMMIT);
    return load.tally().loaded();
  }
}
