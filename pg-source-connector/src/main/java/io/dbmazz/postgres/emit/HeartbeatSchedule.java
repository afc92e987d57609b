package io.dbmazz.postgres.emit;

import io.dbmazz.record.Lsn;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides when a heartbeat is due. The polling thread tells what it emits and asks; the thread that
 * stores offsets reports when what is stored lags.
 */
public final class HeartbeatSchedule {

  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private long lastRecordAt;
  private long lastHeartbeatAt;
  private Lsn carriedEnd;
  private volatile boolean storedLags;

  /**
   * @param interval zero for no heartbeats
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  public HeartbeatSchedule(Duration interval, LongSupplier nanoTime) {
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
    this.lastRecordAt = nanoTime.getAsLong();
    this.lastHeartbeatAt = lastRecordAt;
  }

  /** Streaming goes on from a position whose end is stored, or is the slot's own. */
  public void startAt(Lsn end) {
    carriedEnd = end;
  }

  /** Records were emitted, the last of them with this end. */
  public void emitted(Lsn end) {
    lastRecordAt = nanoTime.getAsLong();
    carriedEnd = end;
  }

  /** A heartbeat was emitted with this end. */
  public void beat(Lsn end) {
    emitted(end);
    lastHeartbeatAt = lastRecordAt;
    storedLags = false;
  }

  /**
   * Records are acknowledged whose offset was not stored, as a transformation dropped them. Only a
   * further record can bring the stored offset forward, also when there are plenty that are dropped
   * too.
   */
  public void storedOffsetLags() {
    storedLags = true;
  }

  /**
   * Whether a heartbeat should be emitted now.
   *
   * @param reached end of the WAL that holds nothing more for us
   */
  public boolean isDue(Lsn reached) {
    if (intervalNanos == 0) {
      return false;
    }
    long now = nanoTime.getAsLong();
    boolean idle = now - lastRecordAt >= intervalNanos && reached.isAfter(carriedEnd);
    return idle || (storedLags && now - lastHeartbeatAt >= intervalNanos);
  }
}
