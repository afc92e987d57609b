package io.dbmazz.starrocks.emulator.txn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The transactions of one database; guarded by {@link Transactions}. */
final class LabelBook {
  private final String database;
  private final LabelLimits limits;
  private final Map<String, Deque<Transaction>> byLabel = new HashMap<>();
  private final Set<Transaction> running = new LinkedHashSet<>();
  private final Deque<Transaction> finished = new ArrayDeque<>();

  LabelBook(String database, LabelLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  void checkFree(String label) throws LabelInUseException {
    for (Transaction earlier : byLabel.getOrDefault(label, new ArrayDeque<>())) {
      if (earlier.state() != LoadState.ABORTED) {
        throw new LabelInUseException(label, earlier.state());
      }
    }
  }

  void checkRunning() throws TransactionException {
    if (running.size() >= limits.maxRunning()) {
      throw new TransactionException(
          "current running txns on db "
              + Math.floorMod(database.hashCode(), 90_000)
              + " is "
              + running.size()
              + ", larger than limit "
              + limits.maxRunning());
    }
  }

  void add(Transaction transaction) {
    byLabel.computeIfAbsent(transaction.label(), label -> new ArrayDeque<>()).add(transaction);
    running.add(transaction);
  }

  Optional<Transaction> newest(String label) {
    return Optional.ofNullable(byLabel.get(label)).map(Deque::peekLast);
  }

  /** Times out, publishes and forgets what is due. */
  void age(Instant now, Duration publishTime) {
    for (Iterator<Transaction> each = running.iterator(); each.hasNext(); ) {
      Transaction transaction = each.next();
      if (transaction.isOverdue(now)) {
        transaction.become(LoadState.ABORTED, "timeout by txn manager", now);
      }
      boolean published =
          transaction.state() == LoadState.COMMITTED
              && !now.isBefore(transaction.changed().plus(publishTime));
      if (published) {
        transaction.become(LoadState.VISIBLE, "", now);
      }
      if (transaction.state().isFinished()) {
        each.remove();
        finished.add(transaction);
      }
    }
    while (isForgotten(now)) {
      forget(finished.remove());
    }
  }

  private boolean isForgotten(Instant now) {
    return finished.size() > limits.keepMax()
        || (!finished.isEmpty() && now.isAfter(finished.peek().changed().plus(limits.keepFor())));
  }

  private void forget(Transaction transaction) {
    Deque<Transaction> sameLabel = byLabel.get(transaction.label());
    sameLabel.remove(transaction);
    if (sameLabel.isEmpty()) {
      byLabel.remove(transaction.label());
    }
  }
}
