package io.dbmazz.starrocks.load;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses that double, between half and the whole of their length by chance, so that tasks which
 * failed together do not come again together.
 */
final class Backoff {

  private static final int MOST_DOUBLINGS = 30;

  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier chance;

  /**
   * Sets the lengths.
   *
   * @param chance numbers from 0 to 1
   */
  Backoff(Duration first, Duration longest, DoubleSupplier chance) {
    this.first = first;
    this.longest = longest;
    this.chance = chance;
  }

  /** The pause after the given failure, counted from 0. */
  Duration after(int failure) {
    long doubled = first.toMillis() << Math.min(failure, MOST_DOUBLINGS);
    long millis = Math.min(longest.toMillis(), doubled);
    return Duration.ofMillis(millis / 2 + (long) (millis / 2.0 * chance.getAsDouble()));
  }
}
