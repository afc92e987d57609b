package io.dbmazz.starrocks.change;

/** What becomes of a row that was deleted at the source. */
public enum DeleteMode {
  /** It stays, marked in the audit columns. */
  SOFT,
  /** It goes. */
  HARD,
  /** It stays as it was. */
  IGNORE
}
