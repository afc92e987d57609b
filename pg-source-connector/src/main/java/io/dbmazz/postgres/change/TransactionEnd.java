package io.dbmazz.postgres.change;

import io.dbmazz.record.Lsn;

/**
 * The end of a transaction, after its last change. Sent for empty transactions too.
 *
 * @param commitLsn {@code Begin.final_lsn}
 * @param endLsn {@code Commit.end_lsn}, the position that may be confirmed once all is durable
 */
public record TransactionEnd(Lsn commitLsn, Lsn endLsn) implements StreamEvent {}
