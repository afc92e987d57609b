package io.dbmazz.runner.metrics;

import java.time.Duration;

/** A running total turned into a rate between two readings; one owner. */
public final class RateMeter {

  private long lastTotal;
  private long lastNanos;

  /**
   * Begins to measure.
   *
   * @param total now
   * @param nanos now, of a monotonic clock
   */
  public RateMeter(long total, long nanos) {
    this.lastTotal = total;
    this.lastNanos = nanos;
  }

  /** Units per second since the last reading; 0 when no time has passed. */
  public double perSecond(long total, long nanos) {
    long elapsed = nanos - lastNanos;
    double rate =
        elapsed <= 0 ? 0 : (double) (total - lastTotal) * Duration.ofSeconds(1).toNanos() / elapsed;
    lastTotal = total;
    lastNanos = nanos;
    return rate;
  }
}
