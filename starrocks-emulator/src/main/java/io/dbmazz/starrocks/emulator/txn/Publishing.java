package io.dbmazz.starrocks.emulator.txn;

/** How soon a committed transaction is published. */
public enum Publishing {
  /** Before the commit is answered. */
  IN_TIME,
  /** A second after it: until then the label is COMMITTED. */
  LATE
}
