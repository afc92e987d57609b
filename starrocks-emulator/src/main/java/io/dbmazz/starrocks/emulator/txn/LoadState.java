package io.dbmazz.starrocks.emulator.txn;

/** The state of a label, as {@code get_load_state} names it. */
public enum LoadState {
  /** Never seen, or forgotten. */
  UNKNOWN,
  /** Open. */
  PREPARE,
  /** Written and durable, waiting for the client's commit or rollback. */
  PREPARED,
  /** Durable, not yet readable everywhere. */
  COMMITTED,
  /** Readable. */
  VISIBLE,
  /** Rolled back; the label is free again. */
  ABORTED;

  boolean isRunning() {
    return this == PREPARE || this == PREPARED;
  }

  boolean isFinished() {
    return this == VISIBLE || this == ABORTED;
  }
}
