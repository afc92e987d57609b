package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import java.util.OptionalLong;

/**
 * Knows the newest version that a table has been given, and so whether a batch may bring rows that
 * are older than what is there: after a restart or a rebalance records come again. One thread at a
 * time.
 */
final class ReplayGuard {

  private OptionalLong newest;

  /**
   * Starts from what the target holds.
   *
   * @param newest the largest version in it; empty when no row has one
   */
  ReplayGuard(OptionalLong newest) {
    this.newest = newest;
  }

  /**
   * Whether a row of the batch may be older than the target's. The batch counts as given from now
   * on, whether or not its load succeeds: one that seems lost may have been committed.
   */
  boolean mayReplay(RowBatch batch) {
    OptionalLong smallest = batch.smallestVersion();
    boolean replay =
        smallest.isPresent() && newest.isPresent() && smallest.getAsLong() < newest.getAsLong();
    batch.rows().stream()
        .mapToLong(row -> row.audit().version())
        .filter(version -> version != Audit.NO_VERSION)
        .max()
        .ifPresent(version -> newest = OptionalLong.of(Math.max(version, newest.orElse(version))));
    return replay;
  }
}
