package io.dbmazz.postgres.pgoutput;

/** Which old values a table's UPDATE and DELETE write to the WAL. */
public enum ReplicaIdentity {
  /** Those of the primary key, if there is one. */
  DEFAULT,
  NOTHING,
  /** All. */
  FULL,
  /** Those of one unique index. */
  INDEX
}
