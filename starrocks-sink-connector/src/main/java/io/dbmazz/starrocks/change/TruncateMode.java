package io.dbmazz.starrocks.change;

/** What becomes of a table that was truncated at the source. */
public enum TruncateMode {
  /** It is truncated too, in order with the changes around it. */
  TRUNCATE,
  /** It keeps its rows. */
  IGNORE,
  /** The task stops. */
  FAIL
}
