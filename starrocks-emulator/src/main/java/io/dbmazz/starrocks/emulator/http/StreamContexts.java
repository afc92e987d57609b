package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.txn.LoadState;
import io.dbmazz.starrocks.emulator.txn.Transactions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The open transactions a back end works on, by label, as stream_context_mgr.cpp keeps them: two
 * databases may not use one label at the same time. For the threads of all servers.
 */
final class StreamContexts {
  /** Names the load of a transaction over one table, or one of those over several. */
  private record Key(String label, Optional<String> table) {}

  private final Transactions transactions;
  private final Map<Key, TableLoad> loads = new HashMap<>();

  StreamContexts(Transactions transactions) {
    this.transactions = transactions;
  }

  synchronized void add(String label, TableLoad load) {
    loads.put(new Key(label, Optional.empty()), load);
  }

  /** Adds what a transaction over several tables loads into one of them. */
  synchronized void addShare(String label, TableLoad load) {
    loads.put(new Key(label, Optional.of(load.table())), load);
  }

  /** The transaction over one table. */
  synchronized Optional<TableLoad> find(String label) {
    return alive(new Key(label, Optional.empty()));
  }

  /** The transaction's share in one of several tables. */
  synchronized Optional<TableLoad> findShare(String label, String table) {
    return alive(new Key(label, Optional.of(table)));
  }

  synchronized void remove(String label) {
    loads.keySet().removeIf(key -> key.label().equals(label));
  }

  /** Forgets everything; what was loaded cannot be committed. */
  synchronized void lose(String reason) {
    loads.values().forEach(load -> load.fail(reason));
    loads.clear();
  }

  /** Drops, as the cleaning thread does, what has ended or run out of time and is not in use. */
  private Optional<TableLoad> alive(Key key) {
    TableLoad load = loads.get(key);
    if (load != null && !load.isBusy() && isOver(load)) {
      loads.remove(key);
      return Optional.empty();
    }
    return Optional.ofNullable(load);
  }

  /** Whether the load has ended or run out of time. */
  boolean isOver(TableLoad load) {
    LoadState state = transactions.status(load.transaction()).state();
    // The back end does not learn that a new leader knows nothing of the transaction.
    return state == LoadState.UNKNOWN
        ? transactions.isPast(load.transaction())
        : state != LoadState.PREPARE;
  }
}
