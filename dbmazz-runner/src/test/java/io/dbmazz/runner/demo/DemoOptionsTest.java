package io.dbmazz.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final DemoOptions tenSeconds = new DemoOptions(Optional.of(Duration.ofSeconds(10)), 1);

  @Test
  void withoutALengthItNeverEnds() {
    assertThat(new DemoOptions(Optional.empty(), 1).waitAfter(Duration.ofDays(9), INTERVAL))
        .isEqualTo(INTERVAL);
  }

  @Test
  void lastWaitIsCutShort() {
    assertThat(tenSeconds.waitAfter(Duration.ofSeconds(3), INTERVAL)).isEqualTo(INTERVAL);
    assertThat(tenSeconds.waitAfter(Duration.ofSeconds(9), INTERVAL))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void itEndsWhenTheTimeIsUp() {
    assertThat(tenSeconds.waitAfter(Duration.ofSeconds(10), INTERVAL)).isZero();
    assertThat(tenSeconds.waitAfter(Duration.ofSeconds(11), INTERVAL)).isZero();
  }
}
