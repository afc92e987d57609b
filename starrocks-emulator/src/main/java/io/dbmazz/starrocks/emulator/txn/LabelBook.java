package io.dbmazz.starrocks.emulator.txn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
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
      transaction
          .overdue(now)
          .ifPresent(reason -> transaction.become(LoadState.ABORTED, reason, now));
      if (transaction.isPublishedAt(now.minus(publishTime))) {
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

  /** Aborts what is open; what is prepared stays. */
  void abortOpen(String reason, Instant now) {
    running.stream()
        .filter(transaction -> transaction.state() == LoadState.PREPARE)
        .forEach(transaction -> transaction.become(LoadState.ABORTED, reason, now));
  }

  /** Forgets what is open, as if it had never begun; what is prepared stays. */
  void forgetOpen(Instant now) {
    for (Iterator<Transaction> each = running.iterator(); each.hasNext(); ) {
      Transaction transaction = each.next();
      if (transaction.state() == LoadState.PREPARE) {
        transaction.become(LoadState.UNKNOWN, "", now);
        each.remove();
        forget(transaction);
      }
    }
  }

  /** Forgets the finished transactions of a label. */
  void forget(String label) {
    List<Transaction> gone =
        finished.stream().filter(transaction -> transaction.label().equals(label)).toList();
    finished.removeAll(gone);
    gone.forEach(this::forget);
  }

  /** Labels of what is open or prepared. */
  List<String> running() {
    return running.stream()
        .filter(transaction -> transaction.state().isRunning())
        .map(Transaction::label)
        .toList();
  }

  /** Whether a transaction up to this id may still write into the table. */
  boolean hasRunning(String table, long lastId) {
    return running.stream()
        .anyMatch(transaction -> transaction.id() <= lastId && transaction.loadsInto(table));
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
