package io.dbmazz.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void firstEventIsDueAtOnce() {
    assertThat(new Pace(100, 0).waitNanos(0)).isZero();
  }

  @Test
  void nextEventIsDueWhenTheRateAllows() {
    Pace pace = new Pace(100, 0);

    pace.done(7, 0);

    assertThat(pace.waitNanos(0)).isEqualTo(SECOND * 7 / 100);
    assertThat(pace.waitNanos(SECOND)).isNegative();
  }

  @Test
  void shortDelayIsCaughtUpWith() {
    Pace pace = new Pace(100, 0);

    pace.done(10, SECOND / 2);

    assertThat(pace.waitNanos(SECOND / 2)).isNegative();
  }

  @Test
  void longStallIsNotCaughtUpWith() {
    Pace pace = new Pace(100, 0);

    pace.done(100, 60 * SECOND);

    assertThat(pace.waitNanos(60 * SECOND)).isZero();
  }
}
