package io.dbmazz.starrocks.emulator.txn;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The transactions of all databases, for the front end's and the back end's threads, after
 * fe/.../transaction/DatabaseTransactionMgr.java: a label is free when every earlier transaction
 * with it is aborted.
 */
public final class Transactions {
  /** How long a transaction that timed out on publishing stays COMMITTED. */
  private static final Duration PUBLISH_TIME = Duration.ofSeconds(1);

  private final Map<String, LabelBook> books = new HashMap<>();
  private final Unpublished unpublished = new Unpublished();
  private final Set<Transaction> unlisted = new HashSet<>();
  private final LabelLimits limits;
  private final Clock clock;
  private long lastId;

  /** No transactions yet. */
  public Transactions(LabelLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** As {@link #begin(String, String, Timeouts)}, without a limit of idleness. */
  public Transaction begin(String database, String label, Duration timeout)
      throws LabelInUseException, TransactionException {
    return begin(database, label, new Timeouts(timeout, Optional.empty()));
  }

  /**
   * Opens a transaction that is aborted when its time is over.
   *
   * @throws LabelInUseException if the label is running or finished
   * @throws TransactionException if the label is malformed, the timeout out of range, or too many
   *     transactions of the database are running
   */
  public synchronized Transaction begin(String database, String label, Timeouts timeouts)
      throws LabelInUseException, TransactionException {
    BeginRules.check(label, timeouts.total());
    LabelBook book = book(database);
    book.checkFree(label);
    book.checkRunning();
    Transaction transaction = new Transaction(++lastId, database, label, timeouts, clock.instant());
    book.add(transaction);
    return transaction;
  }

  /**
   * Opens a transaction whose label is not known before its commit, as those over several tables
   * are until PR #78790. It does not count among the running ones (UNCERTAIN).
   *
   * @throws LabelInUseException if the label is running or finished
   * @throws TransactionException if the label is malformed or the timeout out of range
   */
  public synchronized Transaction beginUnlisted(String database, String label, Duration timeout)
      throws LabelInUseException, TransactionException {
    BeginRules.check(label, timeout);
    book(database).checkFree(label);
    Timeouts timeouts = new Timeouts(timeout, Optional.empty());
    Transaction transaction = new Transaction(++lastId, database, label, timeouts, clock.instant());
    unlisted.removeIf(earlier -> !isRunning(earlier));
    unlisted.add(transaction);
    return transaction;
  }

  /** Notes that the transaction loads into the table. */
  public synchronized void loadInto(Transaction transaction, String table) {
    transaction.loadInto(table);
  }

  /** The client is at work on the transaction until {@link #endWork}. */
  public synchronized void beginWork(Transaction transaction) {
    transaction.beginWork();
  }

  /** The client's operation is over; idleness counts from now. */
  public synchronized void endWork(Transaction transaction) {
    transaction.endWork(clock.instant());
  }

  /**
   * Makes the transaction durable: it stays PREPARED, and {@code write} is kept for its commit.
   *
   * @param keep time for that commit
   * @throws TransactionException if it is not open any more
   */
  public synchronized void prepare(Transaction transaction, Duration keep, Runnable write)
      throws TransactionException {
    checkOpen(transaction);
    Instant now = clock.instant();
    transaction.prepare(write, now, now.plus(keep));
  }

  /**
   * Commits what was prepared; returns as {@link #commit(Transaction, Runnable, Publishing)} does.
   *
   * @throws TransactionException if it is not open any more
   */
  public Publishing commitPrepared(Transaction transaction, Publishing publishing)
      throws TransactionException {
    return commit(transaction, prepared(transaction), publishing);
  }

  private synchronized Runnable prepared(Transaction transaction) {
    return transaction.prepared();
  }

  /**
   * Runs {@code write}, after which the transaction is COMMITTED and VISIBLE; aborts it when {@code
   * write} throws. While publishing is held, {@code write} waits, and the transaction is COMMITTED.
   *
   * @return whether it is published by now
   * @throws TransactionException if it is not open any more
   */
  public Publishing commit(Transaction transaction, Runnable write, Publishing publishing)
      throws TransactionException {
    beginWriting(transaction);
    if (isHeld(transaction, write)) {
      return Publishing.LATE;
    }
    try {
      write.run();
    } catch (RuntimeException | Error e) {
      end(transaction, LoadState.ABORTED, String.valueOf(e.getMessage()));
      throw e;
    }
    boolean late = publishing == Publishing.LATE;
    end(transaction, late ? LoadState.COMMITTED : LoadState.VISIBLE, "");
    return publishing;
  }

  private synchronized boolean isHeld(Transaction transaction, Runnable write) {
    boolean held = unpublished.hold(write, () -> end(transaction, LoadState.VISIBLE, ""));
    if (held) {
      transaction.becomeUnpublished(clock.instant());
    }
    return held;
  }

  /** From now on nothing that is committed becomes readable. */
  public void holdPublishing() {
    unpublished.begin();
  }

  /** Publishes what was held, in the order of the commits, and holds nothing any more. */
  public void releasePublishing() {
    unpublished.release();
  }

  private synchronized void beginWriting(Transaction transaction) throws TransactionException {
    checkOpen(transaction);
    if (unlisted.remove(transaction)) {
      book(transaction.database()).add(transaction);
    }
    transaction.beginWriting();
  }

  private void checkOpen(Transaction transaction) throws TransactionException {
    LabelStatus status = status(transaction);
    if (status.state() == LoadState.UNKNOWN) {
      throw new TransactionException("transaction not found");
    }
    if (!transaction.isOpen()) {
      throw new TransactionException(
          "transaction is already " + status.state() + ", reason: " + status.reason());
    }
  }

  private synchronized void end(Transaction transaction, LoadState state, String reason) {
    transaction.become(state, reason, clock.instant());
    book(transaction.database());
  }

  /** Rolls the transaction back unless it has ended. */
  public synchronized void abort(Transaction transaction, String reason) {
    if (transaction.isOpen()) {
      transaction.become(LoadState.ABORTED, reason, clock.instant());
    }
  }

  /** Rolls back all that is open and not prepared, as when the back end is lost. */
  public synchronized void abortOpen(String reason) {
    books.values().forEach(book -> book.abortOpen(reason, clock.instant()));
  }

  /** Forgets all that is open and not prepared, as a front end does that becomes the leader. */
  public synchronized void forgetOpen() {
    books.values().forEach(book -> book.forgetOpen(clock.instant()));
  }

  /** Forgets a finished label before its time. */
  public synchronized void forget(String database, String label) {
    book(database).forget(label);
  }

  /** What is known of the label now. */
  public LabelStatus status(String database, String label) {
    return newest(database, label)
        .map(this::status)
        .orElseGet(() -> new LabelStatus(LoadState.UNKNOWN, ""));
  }

  /** What has become of the transaction by now. */
  public synchronized LabelStatus status(Transaction transaction) {
    book(transaction.database());
    Instant now = clock.instant();
    transaction
        .overdue(now)
        .ifPresent(reason -> transaction.become(LoadState.ABORTED, reason, now));
    return transaction.status();
  }

  /** Whether the transaction's time is over, whatever became of it. */
  public boolean isPast(Transaction transaction) {
    return clock.instant().isAfter(transaction.deadline());
  }

  /** The newest transaction known under the label. */
  public synchronized Optional<Transaction> newest(String database, String label) {
    return book(database).newest(label);
  }

  /** Labels of the database's transactions that are open or prepared, listed or not. */
  public synchronized SortedSet<String> open(String database) {
    SortedSet<String> labels = new TreeSet<>(book(database).running());
    unlisted.stream()
        .filter(transaction -> transaction.database().equals(database))
        .filter(this::isRunning)
        .forEach(transaction -> labels.add(transaction.label()));
    return labels;
  }

  private boolean isRunning(Transaction transaction) {
    return status(transaction).state().isRunning();
  }

  /** The id of the newest transaction. */
  public synchronized long lastId() {
    return lastId;
  }

  /** Whether a transaction up to this id may still write into the table. */
  public synchronized boolean hasRunning(String database, String table, long upToId) {
    return book(database).hasRunning(table, upToId);
  }

  /**
   * Aborts the open transaction of a label.
   *
   * @throws TransactionException if there is none
   */
  public synchronized void cancel(String database, String label) throws TransactionException {
    Transaction open =
        newest(database, label)
            .filter(Transaction::isOpen)
            .orElseThrow(
                () -> new TransactionException("running transaction not found, label=" + label));
    open.become(LoadState.ABORTED, "user cancel", clock.instant());
  }

  /** The database's labels, after what time has done to them. */
  private LabelBook book(String database) {
    LabelBook book = books.computeIfAbsent(database, name -> new LabelBook(name, limits));
    book.age(clock.instant(), PUBLISH_TIME);
    return book;
  }
}
