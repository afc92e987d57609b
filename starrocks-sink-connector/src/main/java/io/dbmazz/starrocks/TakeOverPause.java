package io.dbmazz.starrocks;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before partitions are taken over again. Longer after each failure, and by
 * chance: of two tasks that take the same partitions from each other, one gets time to commit.
 */
final class TakeOverPause {

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 8;

  private Instant until = Instant.MIN;
  private int failures;

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }

  /** Something was committed. */
  void reset() {
    failures = 0;
    until = Instant.MIN;
  }

  void failed(Instant now) {
    long doubled = FIRST.toMillis() << Math.min(failures++, MOST_DOUBLINGS);
    long most = Math.min(doubled, LONGEST.toMillis());
    until = now.plusMillis(ThreadLocalRandom.current().nextLong(most + 1));
  }
}
