package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration LONGEST = Duration.ofMillis(350);

  @Test
  void waitDoublesUpToTheLongest() {
    Backoff backoff = new Backoff(new RetryLimits(-1, LONGEST));

    assertThat(delayAfterFailure(backoff)).isEqualTo(Duration.ofMillis(100));
    assertThat(delayAfterFailure(backoff)).isEqualTo(Duration.ofMillis(200));
    assertThat(delayAfterFailure(backoff)).isEqualTo(LONGEST);
    for (int i = 0; i < 1_000; i++) {
      assertThat(delayAfterFailure(backoff)).isEqualTo(LONGEST);
    }
    assertThat(backoff.isExhausted()).isFalse();
  }

  private static Duration delayAfterFailure(Backoff backoff) {
    backoff.failed();
    return backoff.delay();
  }

  @Test
  void sessionThatLastedForgetsFailuresAndAShortOneDoesNot() {
    Backoff backoff = new Backoff(new RetryLimits(1, LONGEST));
    backoff.failed();
    backoff.lasted(LONGEST);
    backoff.failed();
    assertThat(backoff.isExhausted()).isTrue();

    backoff.lasted(LONGEST.plusMillis(1));
    backoff.failed();
    assertThat(backoff.isExhausted()).isFalse();
  }
}
