package io.dbmazz.starrocks.emulator.txn;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One transaction of one or several loads. Its state is guarded by {@link Transactions}. */
public final class Transaction {
  private final long id;
  private final String database;
  private final String label;
  private final Timeouts timeouts;
  private final Instant begun;
  private final Set<String> tables = new HashSet<>();
  private LoadState state = LoadState.PREPARE;
  private String reason = "";
  private Instant changed;
  private Instant lastActive;
  private Instant preparedUntil = Instant.MAX;
  private Runnable prepared = () -> {};
  private boolean working;
  private boolean writing;
  private boolean unpublished;

  Transaction(long id, String database, String label, Timeouts timeouts, Instant begun) {
    this.id = id;
    this.database = database;
    this.label = label;
    this.timeouts = timeouts;
    this.begun = begun;
    this.changed = begun;
    this.lastActive = begun;
  }

  /** Counts up through all databases. */
  public long id() {
    return id;
  }

  String database() {
    return database;
  }

  String label() {
    return label;
  }

  LoadState state() {
    return state;
  }

  LabelStatus status() {
    return new LabelStatus(state, reason);
  }

  Instant changed() {
    return changed;
  }

  Instant deadline() {
    return begun.plus(timeouts.total());
  }

  void loadInto(String table) {
    tables.add(table);
  }

  boolean loadsInto(String table) {
    return tables.contains(table);
  }

  /** From here to {@link #endWork} the transaction is not idle. */
  void beginWork() {
    working = true;
  }

  void endWork(Instant now) {
    working = false;
    lastActive = now;
  }

  /** From here to {@link #become} neither a cancel nor a timeout ends the transaction. */
  void beginWriting() {
    writing = true;
  }

  /** Why it is to be aborted now, if it is. */
  Optional<String> overdue(Instant now) {
    if (writing) {
      return Optional.empty();
    }
    boolean late =
        state == LoadState.PREPARED
            ? now.isAfter(preparedUntil)
            : state == LoadState.PREPARE && now.isAfter(deadline());
    if (late) {
      return Optional.of("timeout by txn manager");
    }
    return timeouts
        .idle()
        .filter(limit -> state == LoadState.PREPARE && !working)
        .filter(limit -> now.isAfter(lastActive.plus(limit)))
        .map(Transaction::idleReason);
  }

  private static String idleReason(Duration limit) {
    return "transaction is aborted by idle timeout " + limit.toSeconds() + " seconds.";
  }

  boolean isOpen() {
    return state.isRunning() && !writing;
  }

  void prepare(Runnable write, Instant now, Instant until) {
    prepared = write;
    preparedUntil = until;
    become(LoadState.PREPARED, "", now);
  }

  Runnable prepared() {
    return prepared;
  }

  /** Is COMMITTED until its rows are published, however long that takes. */
  void becomeUnpublished(Instant now) {
    become(LoadState.COMMITTED, "", now);
    unpublished = true;
  }

  boolean isPublishedAt(Instant due) {
    return state == LoadState.COMMITTED && !unpublished && !due.isBefore(changed);
  }

  void become(LoadState next, String why, Instant now) {
    state = next;
    reason = why;
    changed = now;
    writing = false;
    unpublished = false;
    if (!next.isRunning()) {
      prepared = () -> {};
    }
  }
}
