package io.dbmazz.postgres.change;

import io.dbmazz.record.Lsn;

/**
 * What {@code Begin} said of a transaction.
 *
 * @param commitLsn {@code Begin.final_lsn}
 * @param commitMicros commit time, microseconds since 1970-01-01 UTC
 * @param xid unsigned 32 bits
 */
public record Transaction(Lsn commitLsn, long commitMicros, long xid) {}
