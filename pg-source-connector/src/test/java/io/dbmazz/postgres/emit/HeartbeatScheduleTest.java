package io.dbmazz.postgres.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.Lsn;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatScheduleTest {

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Lsn START = new Lsn(50);
  private static final Lsn FURTHER = new Lsn(60);

  private long nanos;
  private final HeartbeatSchedule schedule = schedule(INTERVAL);

  private HeartbeatSchedule schedule(Duration interval) {
    HeartbeatSchedule made = new HeartbeatSchedule(interval, () -> nanos);
    made.startAt(START);
    return made;
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void idleSourceBeatsOnceTheWalHasMoved() {
    pass(INTERVAL);

    assertThat(schedule.isDue(START)).isFalse();
    assertThat(schedule.isDue(FURTHER)).isTrue();
    schedule.beat(FURTHER);
    pass(INTERVAL);
    assertThat(schedule.isDue(FURTHER)).isFalse();
  }

  @Test
  void recordsPostponeTheHeartbeat() {
    pass(INTERVAL.minusMillis(1));
    schedule.emitted(START);
    pass(INTERVAL.minusMillis(1));
    assertThat(schedule.isDue(FURTHER)).isFalse();

    pass(Duration.ofMillis(1));
    assertThat(schedule.isDue(FURTHER)).isTrue();
  }

  @Test
  void laggingStoredOffsetIsBroughtForwardAlsoUnderLoad() {
    schedule.storedOffsetLags();
    assertThat(schedule.isDue(START)).isFalse();
    pass(INTERVAL);
    schedule.emitted(FURTHER);
    assertThat(schedule.isDue(FURTHER)).isTrue();

    schedule.beat(FURTHER);
    pass(INTERVAL);
    schedule.emitted(FURTHER);
    assertThat(schedule.isDue(FURTHER)).isFalse();
  }

  @Test
  void intervalOfZeroTurnsHeartbeatsOff() {
    HeartbeatSchedule off = schedule(Duration.ZERO);
    off.storedOffsetLags();
    pass(INTERVAL);

    assertThat(off.isDue(FURTHER)).isFalse();
  }
}
