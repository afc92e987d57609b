package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Operation;
import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.row.LoadException;
import io.dbmazz.starrocks.emulator.row.RowTally;
import io.dbmazz.starrocks.emulator.txn.Publishing;
import io.dbmazz.starrocks.emulator.txn.TransactionException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Prepares or commits a transaction over one table. */
final class TransactionFinishAction {
  /** prepared_transaction_default_timeout_second. */
  private static final Duration PREPARED_TIMEOUT = Duration.ofDays(1);

  private final BackEndCall here;
  private final Cluster cluster;
  private final TransactionCall call;
  private final Operation operation;

  TransactionFinishAction(BackEndCall here, Operation operation) {
    this.here = here;
    this.cluster = here.cluster();
    this.call = here.call();
    this.operation = operation;
  }

  /**
   * The transaction over one table that the call names.
   *
   * @throws RefusedException if there is none in the database
   */
  static TableLoad require(BackEndCall here) throws RefusedException {
    TransactionCall call = here.call();
    Optional<TableLoad> load = here.backEnd().contexts().find(call.label());
    if (load.isEmpty()) {
      throw new RefusedException(
          Status.TXN_NOT_EXISTS, "transaction with label " + call.label() + " not exists");
    }
    if (!load.get().database().equals(call.database())) {
      throw new RefusedException(
          Status.INVALID_ARGUMENT,
          "request db "
              + call.database()
              + " transaction db "
              + load.get().database()
              + " not match");
    }
    return load.get();
  }

  TransactionReply run() throws RefusedException, IOException {
    TableLoad load = require(here);
    Duration keep = operation == Operation.PREPARE ? preparedTimeout() : Duration.ZERO;
    here.enter(load);
    try {
      here.sufferBefore();
      return finish(load, keep);
    } catch (RefusedException e) {
      here.rollback(load, e.getMessage());
      keepErrors(load).ifPresent(url -> e.reply().with("ErrorURL", url));
      throw e;
    } finally {
      here.leave(load);
    }
  }

  private Duration preparedTimeout() throws RefusedException {
    String said = here.exchange().header("prepared_timeout");
    if (said.isEmpty() || !cluster.version().has(3, 5, 4)) {
      return PREPARED_TIMEOUT;
    }
    if (!said.matches("0*[1-9]\\d{0,8}")) {
      throw new RefusedException(Status.INVALID_ARGUMENT, "Invalid prepared_timeout: " + said);
    }
    return Duration.ofSeconds(Integer.parseInt(said));
  }

  private TransactionReply finish(TableLoad load, Duration keep) throws RefusedException {
    long since = System.nanoTime();
    check(load);
    TransactionReply reply = end(load, keep);
    here.backEnd().contexts().remove(call.label());
    keepErrors(load).ifPresent(url -> reply.with("ErrorURL", url));
    return load.times().put(reply, since);
  }

  private void check(TableLoad load) throws RefusedException {
    try {
      load.finish();
    } catch (LoadException e) {
      throw new RefusedException(Status.INTERNAL_ERROR, e);
    }
    try {
      cluster.versions().check(load.database(), load.table());
    } catch (TransactionException e) {
      // UNCERTAIN: the status; a delta writer's refusal is SERVICE_UNAVAILABLE.
      throw new RefusedException(Status.SERVICE_UNAVAILABLE, e);
    }
  }

  private TransactionReply end(TableLoad load, Duration keep) throws RefusedException {
    Runnable write = () -> write(load);
    Publishing publishing;
    try {
      if (operation == Operation.PREPARE) {
        cluster.transactions().prepare(load.transaction(), keep, write);
        return load.reply(operation, call.label());
      }
      publishing =
          cluster.transactions().commit(load.transaction(), write, here.fault().publishing());
    } catch (TransactionException e) {
      throw new RefusedException(Status.ANALYSIS_ERROR, e);
    } catch (LoadException e) {
      throw new RefusedException(Status.INTERNAL_ERROR, e);
    }
    return committed(load, publishing).wrote(load.rows().tally().loaded());
  }

  private TransactionReply committed(TableLoad load, Publishing publishing) {
    if (publishing == Publishing.LATE) {
      return new TransactionReply(
          Status.PUBLISH_TIMEOUT, "Publish timeout. The data will be visible after a while");
    }
    return here.fault()
        .unknownCommit()
        .map(message -> new TransactionReply(Status.INTERNAL_ERROR, message))
        .orElseGet(() -> load.reply(operation, call.label()));
  }

  private void write(TableLoad load) {
    cluster.store().write(rows -> load.rows().write(rows));
    cluster.versions().add(load.database(), load.table());
  }

  private Optional<String> keepErrors(TableLoad load) {
    if (!load.isPlanned()) {
      return Optional.empty();
    }
    RowTally tally = load.rows().tally();
    return tally.filtered() == 0
        ? Optional.empty()
        : Optional.of(here.backEnd().errorUrl(tally.errors()));
  }
}
