package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.http.TransactionReply.Status;
import java.util.Optional;

/**
 * How far a transaction over several tables has come, and what is answered to an operation that
 * comes too late. Guarded by {@link MultiTableTransaction}.
 */
final class MultiTableStatus {
  private enum State {
    BEGIN,
    COMMITING,
    COMMITED,
    CANCELLED,
    /** Committed by an earlier leader, which has not told this one. */
    LOST
  }

  private final String label;
  private final long id;
  private State state = State.BEGIN;
  private String error = "";

  MultiTableStatus(String label, long id) {
    this.label = label;
    this.id = id;
  }

  boolean isOpen() {
    return state == State.BEGIN;
  }

  boolean isOver() {
    return state != State.BEGIN && state != State.COMMITING;
  }

  /** The answer to one who begins it again, even when it was rolled back. */
  RefusedException exists() {
    boolean committed = state == State.COMMITED || state == State.LOST;
    String message =
        committed
            ? "Label [" + label + "] has already been used."
            : "Transaction already started with label [" + label + "], txnId: " + id;
    TransactionReply reply = new TransactionReply(Status.LABEL_ALREADY_EXISTS, message);
    return new RefusedException(reply.with("ExistingJobStatus", state.name()), message, null);
  }

  void checkTakesLoads() throws RefusedException {
    String task = "stream load task " + label;
    switch (state) {
      case BEGIN -> {}
      case CANCELLED -> throw failed(task + " has already been cancelled: " + error);
      case COMMITING -> throw failed(task + " is committing, can not accept new loads");
      case COMMITED, LOST -> throw failed(task + " has already been commited");
    }
  }

  /** Begins the commit, unless it has been done. */
  Optional<TransactionReply> startCommit() throws RefusedException {
    switch (state) {
      case BEGIN -> state = State.COMMITING;
      case COMMITED -> {
        return Optional.of(already("committed"));
      }
      case CANCELLED -> throw failed("Can not commit CANCELLED transaction " + name());
      case COMMITING -> throw failed("Transaction " + id + " is already committing" + suffix());
      case LOST ->
          throw failed("Transaction state not found, possibly lost due to FE leader switch");
    }
    return Optional.empty();
  }

  /** The answer to a rollback that comes too late. */
  TransactionReply rollback() throws RefusedException {
    if (state == State.CANCELLED) {
      return already("aborted");
    }
    throw failed(
        state == State.COMMITING
            ? "Can not abort transaction " + id + " during committing" + suffix()
            : "Can not abort VISIBLE transaction " + name());
  }

  void commited() {
    // Another leader may have taken over meanwhile.
    state = state == State.LOST ? State.LOST : State.COMMITED;
  }

  void cancelled(String reason) {
    state = State.CANCELLED;
    error = reason;
  }

  /** Another front end leads; it knows what was cancelled. */
  void lose() {
    state = state == State.CANCELLED ? State.CANCELLED : State.LOST;
  }

  TransactionReply named(TransactionReply reply) {
    return reply.with("Label", label).with("TxnId", id);
  }

  static RefusedException failed(String message) {
    return new RefusedException(Status.FAILED, message);
  }

  private TransactionReply already(String done) {
    String message = "Transaction " + id + " has already " + done + suffix();
    return named(new TransactionReply(Status.OK, message));
  }

  private String name() {
    return id + suffix();
  }

  private String suffix() {
    return ", label is " + label;
  }
}
