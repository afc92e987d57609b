package io.dbmazz.starrocks.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Pace pace = new Pace(Duration.ofSeconds(1));

  private void slowDown(int times) {
    for (int i = 0; i < times; i++) {
      pace.slowDown();
    }
  }

  private void loadCalmly(int times) {
    for (int i = 0; i < times; i++) {
      pace.loaded();
    }
  }

  @Test
  void usuallyARowWaitsAsConfigured() {
    pace.taken(NOW);

    assertThat(pace.due(NOW)).isEqualTo(NOW.plusSeconds(1));
    assertThat(pace.isSlowed()).isFalse();
  }

  @Test
  void eachComplaintHalvesTheNumberOfLoads() {
    pace.taken(NOW);

    slowDown(1);
    assertThat(pace.due(NOW)).isEqualTo(NOW.plusSeconds(2));
    slowDown(2);
    assertThat(pace.due(NOW)).isEqualTo(NOW.plusSeconds(8));
  }

  @Test
  void aTableIsLoadedOnceAMinuteWhateverIsSaid() {
    slowDown(20);

    assertThat(pace.between()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void rowsThatComeLongAfterTheLastLoadWaitAsConfigured() {
    pace.taken(NOW);
    slowDown(2);

    assertThat(pace.due(NOW.plusSeconds(60))).isEqualTo(NOW.plusSeconds(61));
  }

  @Test
  void anIntervalThatIsLongAlreadyIsNotShortened() {
    Pace rare = new Pace(Duration.ofMinutes(5));
    rare.slowDown();

    assertThat(rare.between()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void loadsWithoutComplaintBringTheUsualPaceBackStepByStep() {
    slowDown(2);

    loadCalmly(5);
    assertThat(pace.between()).isEqualTo(Duration.ofSeconds(2));
    loadCalmly(4);
    assertThat(pace.isSlowed()).isTrue();
    assertThat(pace.loaded()).isTrue();
    assertThat(pace.isSlowed()).isFalse();
  }

  @Test
  void aComplaintBeginsTheCountAnew() {
    slowDown(1);
    loadCalmly(4);
    slowDown(1);
    loadCalmly(4);

    assertThat(pace.between()).isEqualTo(Duration.ofSeconds(4));
  }
}
