package io.dbmazz.postgres.replication;

import java.time.Duration;

/** How long to wait after which failure: 100 ms at first, doubled each time up to a limit. */
final class Backoff {

  private static final long FIRST_MILLIS = 100;

  private final RetryLimits limits;
  private int failures;

  Backoff(RetryLimits limits) {
    this.limits = limits;
  }

  /** A session lasted so long that its end counts as a first failure again. */
  void lasted(Duration session) {
    if (session.compareTo(limits.longestWait()) > 0) {
      failures = 0;
    }
  }

  /** Counts a failure. */
  void failed() {
    failures++;
  }

  /** Whether more failures in a row have been counted than are allowed. */
  boolean isExhausted() {
    return limits.maxRetries() >= 0 && failures > limits.maxRetries();
  }

  int failures() {
    return failures;
  }

  /** The wait after the failures counted so far. */
  Duration delay() {
    long doubled = FIRST_MILLIS << Math.min(Math.max(failures - 1, 0), 20);
    return Duration.ofMillis(Math.min(doubled, limits.longestWait().toMillis()));
  }
}
