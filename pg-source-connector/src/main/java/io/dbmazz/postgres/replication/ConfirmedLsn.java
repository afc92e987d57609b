package io.dbmazz.postgres.replication;

import io.dbmazz.record.Lsn;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The LSN that may be confirmed to the slot: set by the thread that stores offsets, read by the WAL
 * reader. Never goes back, because some servers (17.5 among them) let a confirmation move the slot
 * back.
 */
public final class ConfirmedLsn {

  private final AtomicReference<Lsn> value = new AtomicReference<>(Lsn.ZERO);

  /**
   * Raises the value; a lower one is ignored.
   *
   * @param end of a transaction, or of an idle server's WAL, all below which is durable
   */
  public void advanceTo(Lsn end) {
    value.accumulateAndGet(end, Lsn::max);
  }

  /** The highest LSN given so far, {@link Lsn#ZERO} before the first. */
  public Lsn get() {
    return value.get();
  }
}
