package io.dbmazz.starrocks.buffer;

import java.time.Duration;

/**
 * When buffered rows are due.
 *
 * @param maxRows rows of a table that make it due; at least 1
 * @param maxBytes estimated bytes of all rows buffered or in flight, beyond which no more are
 *     taken; a table that holds half of it is due
 * @param interval longest wait of a row for a table without a load in flight
 */
public record FlushLimits(int maxRows, long maxBytes, Duration interval) {

  /** Half of the memory, so that the other half can fill while it is on its way. */
  long maxBytesOfTable() {
    return Math.max(1, maxBytes / 2);
  }
}
