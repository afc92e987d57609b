package io.dbmazz.starrocks.emulator.txn;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The transactions of all databases, for the front end's and the back end's threads, after
 * fe/.../transaction/DatabaseTransactionMgr.java: a label is free when every earlier transaction
 * with it is aborted.
 */
public final class Transactions {
  /** How long a transaction that timed out on publishing stays COMMITTED. */
  private static final Duration PUBLISH_TIME = Duration.ofSeconds(1);

  private static final Duration MAX_TIMEOUT = Duration.ofDays(3);
  private static final String LABEL_FORM = "^[-\\w]{1,128}$";

  private final Map<String, LabelBook> books = new HashMap<>();
  private final LabelLimits limits;
  private final Clock clock;
  private long lastId;

  /** No transactions yet. */
  public Transactions(LabelLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Opens a transaction that is aborted when it has not ended after {@code timeout}.
   *
   * @throws LabelInUseException if the label is running or finished
   * @throws TransactionException if the label is malformed, the timeout out of range, or too many
   *     transactions of the database are running
   */
  public synchronized Transaction begin(String database, String label, Duration timeout)
      throws LabelInUseException, TransactionException {
    checkForm(label, timeout);
    LabelBook book = book(database);
    book.checkFree(label);
    book.checkRunning();
    Instant now = clock.instant();
    Transaction transaction = new Transaction(++lastId, database, label, now, now.plus(timeout));
    book.add(transaction);
    return transaction;
  }

  private static void checkForm(String label, Duration timeout) throws TransactionException {
    if (!label.matches(LABEL_FORM)) {
      throw new TransactionException(
          "Label format error. regex: " + LABEL_FORM + ", label: " + label);
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new TransactionException(
          "Invalid timeout. Timeout should between 1 and " + MAX_TIMEOUT.toSeconds() + " seconds");
    }
  }

  /**
   * Runs {@code write}, after which the transaction is COMMITTED and VISIBLE; aborts it when {@code
   * write} throws.
   *
   * @throws TransactionException if it is not open any more
   */
  public void commit(Transaction transaction, Runnable write) throws TransactionException {
    commit(transaction, write, LoadState.VISIBLE);
  }

  /** As {@link #commit}, but COMMITTED for a second more, as when publishing takes long. */
  public void commitUnpublished(Transaction transaction, Runnable write)
      throws TransactionException {
    commit(transaction, write, LoadState.COMMITTED);
  }

  private void commit(Transaction transaction, Runnable write, LoadState end)
      throws TransactionException {
    beginWriting(transaction);
    try {
      write.run();
    } catch (RuntimeException | Error e) {
      end(transaction, LoadState.ABORTED, String.valueOf(e.getMessage()));
      throw e;
    }
    end(transaction, end, "");
  }

  private synchronized void beginWriting(Transaction transaction) throws TransactionException {
    book(transaction.database());
    if (!transaction.isOpen()) {
      throw new TransactionException(
          "transaction is already " + transaction.state() + ", reason: " + reason(transaction));
    }
    transaction.beginWriting();
  }

  private static String reason(Transaction transaction) {
    return transaction.status().reason();
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

  /** What is known of the label now. */
  public synchronized LabelStatus status(String database, String label) {
    return book(database)
        .newest(label)
        .map(Transaction::status)
        .orElseGet(() -> new LabelStatus(LoadState.UNKNOWN, ""));
  }

  /**
   * Aborts the open transaction of a label.
   *
   * @throws TransactionException if there is none
   */
  public synchronized void cancel(String database, String label) throws TransactionException {
    Transaction open =
        book(database)
            .newest(label)
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
