package io.dbmazz.postgres.setup;

/** Whether rows that were written before the slot are read: {@code snapshot.mode}. */
public enum SnapshotMode {
  /** Once, before a table's first change is streamed. */
  INITIAL,
  /** Never. */
  NO_DATA,
  /** Once, and nothing is streamed: neither publication nor slot is left behind. */
  INITIAL_ONLY,
  /** Once, and again when the slot no longer has the changes that follow the stored offset. */
  WHEN_NEEDED,
  /** At each start; streaming goes on from the stored offset all the same. */
  ALWAYS;

  /** Whether rows are read at all. */
  public boolean readsRows() {
    return this != NO_DATA;
  }

  /** Whether changes are streamed. */
  public boolean streams() {
    return this != INITIAL_ONLY;
  }
}
