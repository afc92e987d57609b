package io.dbmazz.starrocks.emulator.txn;

import java.time.Instant;

/** One load's transaction. Its state is guarded by {@link Transactions}. */
public final class Transaction {
  private final long id;
  private final String database;
  private final String label;
  private final Instant deadline;
  private LoadState state = LoadState.PREPARE;
  private String reason = "";
  private Instant changed;
  private boolean writing;

  Transaction(long id, String database, String label, Instant begun, Instant deadline) {
    this.id = id;
    this.database = database;
    this.label = label;
    this.changed = begun;
    this.deadline = deadline;
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

  /** From here to {@link #become} neither a cancel nor the timeout ends the transaction. */
  void beginWriting() {
    writing = true;
  }

  boolean isOverdue(Instant now) {
    return state == LoadState.PREPARE && !writing && now.isAfter(deadline);
  }

  boolean isOpen() {
    return state == LoadState.PREPARE && !writing;
  }

  void become(LoadState next, String why, Instant now) {
    state = next;
    reason = why;
    changed = now;
    writing = false;
  }
}
