package io.dbmazz.postgres.pgoutput;

import java.util.Optional;

/** Which old values a table's UPDATE and DELETE write to the WAL. */
public enum ReplicaIdentity {
  /** Those of the primary key, if there is one. */
  DEFAULT,
  NOTHING,
  /** All. */
  FULL,
  /** Those of one unique index. */
  INDEX;

  /** The identity of a letter, as in {@code pg_class.relreplident}; empty for another. */
  public static Optional<ReplicaIdentity> of(int letter) {
    return switch (letter) {
      case 'd' -> Optional.of(DEFAULT);
      case 'n' -> Optional.of(NOTHING);
      case 'f' -> Optional.of(FULL);
      case 'i' -> Optional.of(INDEX);
      default -> Optional.empty();
    };
  }
}
