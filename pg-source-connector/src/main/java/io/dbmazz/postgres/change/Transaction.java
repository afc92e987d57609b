package io.dbmazz.postgres.change;

import io.dbmazz.record.Lsn;

/**
 * What {@code Begin} said of a transaction, or the version of rows that a snapshot read.
 *
 * @param commitLsn {@code Begin.final_lsn}; a snapshot's consistent point
 * @param commitMicros commit time, microseconds since 1970-01-01 UTC; a snapshot's begin
 * @param xid unsigned 32 bits; 0, which no transaction has, for a snapshot
 */
public record Transaction(Lsn commitLsn, long commitMicros, long xid) {}
