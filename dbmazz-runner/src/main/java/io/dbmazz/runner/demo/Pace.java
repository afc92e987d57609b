package io.dbmazz.runner.demo;

import java.time.Duration;

/**
 * How many events are due at a steady rate. Time lost for longer than a second is not caught up
 * with, so a slow database sees no burst. Not thread-safe.
 */
final class Pace {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final double nanosPerEvent;
  private long nextNanos;

  /**
   * @param eventsPerSecond above 0
   * @param nowNanos from the clock that is later passed to the methods
   */
  Pace(double eventsPerSecond, long nowNanos) {
    nanosPerEvent = SECOND / eventsPerSecond;
    nextNanos = nowNanos;
  }

  /** Notes that {@code events} were done. */
  void done(int events, long nowNanos) {
    nextNanos = Math.max(nextNanos, nowNanos - SECOND) + Math.round(events * nanosPerEvent);
  }

  /** How long to wait before the next event; zero or less when it is due. */
  long waitNanos(long nowNanos) {
    return nextNanos - nowNanos;
  }
}
