package io.dbmazz.postgres.setup;

/**
 * The slot wanted.
 *
 * @param name of it
 * @param kind whether standbys are to keep a copy
 * @param strategy when it disagrees with the stored offset
 */
public record SlotSettings(String name, Kind kind, MismatchStrategy strategy) {

  /** Whether the slot survives a failover. */
  public enum Kind {
    PLAIN,
    /** Synchronized to standbys; servers from 17 on. */
    FAILOVER
  }
}
