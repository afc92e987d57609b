package io.dbmazz.starrocks.buffer;

import java.time.Duration;
import java.time.Instant;

/**
 * How often a table is loaded. Each load makes a version of every tablet that it touches; when
 * StarRocks has more of them than it can compact, fewer and larger loads help, and nothing else
 * does.
 */
final class Pace {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Loads without complaint after which the table is loaded twice as often again. */
  private static final int CALM = 5;

  private final Duration usual;
  private Duration between = Duration.ZERO;
  private Instant lastTaken = Instant.MIN;
  private int calm;

  /**
   * Begins with the usual pace.
   *
   * @param usual how long a row waits for others at that pace
   */
  Pace(Duration usual) {
    this.usual = usual;
  }

  boolean isSlowed() {
    return !between.isZero();
  }

  /** Time from one load to the next, at least; zero at the usual pace. */
  Duration between() {
    return between;
  }

  void taken(Instant now) {
    lastTaken = now;
  }

  /** When the next batch may be taken, were its first row there at that time. */
  Instant due(Instant opened) {
    Instant waited = opened.plus(usual);
    return isSlowed() && lastTaken.plus(between).isAfter(waited) ? lastTaken.plus(between) : waited;
  }

  /** StarRocks has too many versions: half as many loads from now on. */
  void slowDown() {
    calm = 0;
    Duration doubled = isSlowed() ? between.multipliedBy(2) : max(FIRST, usual.multipliedBy(2));
    between = doubled.compareTo(LONGEST) > 0 ? max(LONGEST, usual) : doubled;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** A load went well; whether the pace is the usual one again. */
  boolean loaded() {
    if (!isSlowed() || ++calm < CALM) {
      return false;
    }
    calm = 0;
    between = between.dividedBy(2);
    if (between.compareTo(max(FIRST, usual)) < 0) {
      between = Duration.ZERO;
    }
    return !isSlowed();
  }
}
