package io.dbmazz.postgres.change;

/** How the server is asked to send values. */
public enum Transfer {
  /** As texts. */
  TEXT,
  /** In the binary forms of their types, but for types that have none. */
  BINARY
}
