package io.dbmazz.postgres.spool;

/** What becomes of a message of the stream. */
public enum Fate {
  /** It has to be decoded at once. */
  DECODE,
  /**
   * It waits for the outcome of its transaction, or told of one; see {@link
   * PendingTransactions#takeReleased}.
   */
  KEPT
}
