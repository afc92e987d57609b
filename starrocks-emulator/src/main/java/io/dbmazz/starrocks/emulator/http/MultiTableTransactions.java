package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Operation;
import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import io.dbmazz.starrocks.emulator.txn.LabelInUseException;
import io.dbmazz.starrocks.emulator.txn.Transaction;
import io.dbmazz.starrocks.emulator.txn.TransactionException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The leader's transactions over several tables, by label, after StreamLoadMgr.java and
 * MultiStatementTransactionHandler.java. For the front ends' threads.
 */
final class MultiTableTransactions {
  /** DEFAULT_TXN_TIMEOUT_MILLIS, whatever the manual says. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

  /** stream_load_task_keep_max_num. */
  private static final int CAPACITY = 1000;

  private final Cluster cluster;
  private final BackEndState backEnd;
  private final Map<String, MultiTableTransaction> tasks = new LinkedHashMap<>();

  MultiTableTransactions(Cluster cluster, BackEndState backEnd) {
    this.cluster = cluster;
    this.backEnd = backEnd;
  }

  /**
   * What the front end does itself; empty when the back end is to take a load.
   *
   * @throws RefusedException if it is refused
   */
  Optional<Work> work(TransactionCall call, Operation operation, LoadHeaders headers)
      throws RefusedException {
    return switch (operation) {
      case BEGIN -> {
        Duration timeout = headers.seconds("timeout").orElse(DEFAULT_TIMEOUT);
        yield Optional.of(fault -> begin(call, timeout));
      }
      case LOAD -> {
        require(call, "stream load task " + call.label() + " does not exist").plan(call, headers);
        yield Optional.empty();
      }
      case COMMIT -> {
        MultiTableTransaction task =
            require(call, "stream load task " + call.label() + " does not exist");
        yield Optional.of(task::commit);
      }
      case ROLLBACK -> {
        // Without blanks there, too.
        MultiTableTransaction task =
            require(call, "stream load task" + call.label() + "does not exist");
        yield Optional.of(fault -> task.rollback());
      }
      case PREPARE, STREAM_LOAD ->
          throw RefusedException.atFrontEnd("Unsupported operation: TXN_" + operation);
    };
  }

  /** Aborts what is open because its operation failed. */
  void cancel(TransactionCall call, String reason) {
    find(call.label()).ifPresent(task -> task.cancel(reason));
  }

  /** What happens to them when another front end leads. */
  synchronized void losePower() {
    tasks.values().forEach(MultiTableTransaction::losePower);
  }

  private synchronized Optional<MultiTableTransaction> find(String label) {
    return Optional.ofNullable(tasks.get(label));
  }

  private MultiTableTransaction require(TransactionCall call, String message)
      throws RefusedException {
    return find(call.label()).orElseThrow(() -> RefusedException.atFrontEnd(message));
  }

  private synchronized TransactionReply begin(TransactionCall call, Duration timeout)
      throws RefusedException {
    if (!cluster.store().hasDatabase(call.database())) {
      throw RefusedException.atFrontEnd("Database[" + call.database() + "] does not exist");
    }
    MultiTableTransaction earlier = tasks.get(call.label());
    if (earlier != null) {
      throw earlier.exists();
    }
    try {
      Transaction transaction =
          cluster.transactions().beginUnlisted(call.database(), call.label(), timeout);
      makeRoom();
      tasks.put(
          call.label(), new MultiTableTransaction(cluster, backEnd, call, transaction, timeout));
    } catch (LabelInUseException e) {
      throw RefusedException.labelInUse(e, e.existing().name());
    } catch (TransactionException e) {
      throw RefusedException.atFrontEnd(e.getMessage());
    }
    return new TransactionReply(Status.OK, "");
  }

  private void makeRoom() {
    if (tasks.size() >= CAPACITY) {
      tasks.values().removeIf(MultiTableTransaction::isOver);
    }
  }
}
