package io.dbmazz.postgres.setup;

/** Whom to believe when slot and stored offset differ: {@code offset.mismatch.strategy}. */
public enum MismatchStrategy {
  /** The offset: a slot ahead of it has forgotten changes that were never stored, so refuse. */
  TRUST_OFFSET,
  /** The slot: go on from where it is, whatever that skips or repeats. */
  TRUST_SLOT,
  /** The later of both: accept what a slot ahead of the offset has forgotten. */
  TRUST_GREATER_LSN
}
