package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.replication.StandbyStatus.Reply;
import io.dbmazz.record.Lsn;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusScheduleTest {

  private static final Lsn RECEIVED = new Lsn(0x90);
  private static final Lsn CONFIRMED = new Lsn(0x50);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final TestingClock clock = new TestingClock();
  private final StatusSchedule schedule =
      new StatusSchedule(INTERVAL, Optional.of(Duration.ofMinutes(1)), clock);

  @Test
  void firstStatusIsDueAtOnceAndTheNextAfterTheInterval() {
    assertThat(schedule.due(RECEIVED, CONFIRMED)).isPresent();
    assertThat(schedule.due(RECEIVED, CONFIRMED)).isEmpty();
    assertThat(schedule.untilDue()).isEqualTo(INTERVAL);

    clock.pass(INTERVAL);

    assertThat(schedule.due(RECEIVED, CONFIRMED)).isPresent();
  }

  @Test
  void aThirdOfTheServersTimeoutIsTheLongestInterval() {
    StatusSchedule hurried =
        new StatusSchedule(INTERVAL, Optional.of(Duration.ofSeconds(3)), clock);
    assertThat(hurried.due(RECEIVED, CONFIRMED)).isPresent();

    clock.pass(Duration.ofSeconds(1));

    assertThat(hurried.due(RECEIVED, CONFIRMED)).isPresent();
  }

  @Test
  void newsOfConfirmationDoesNotWaitForTheInterval() {
    schedule.due(RECEIVED, CONFIRMED);
    Lsn further = new Lsn(0x60);
    assertThat(schedule.due(RECEIVED, further)).as("shares a message").isEmpty();

    clock.pass(Duration.ofMillis(100));

    assertThat(schedule.due(RECEIVED, further))
        .contains(new StandbyStatus(RECEIVED, further, Reply.REQUESTED));
  }

  @Test
  void keepaliveThatAsksForAReplyNeverGetsMoreThanIsConfirmed() {
    assertThat(schedule.answer(RECEIVED, CONFIRMED).confirmed()).isEqualTo(CONFIRMED);
  }

  @Test
  void whatTheSlotWasToldIsNotRepeatedInAnAnswer() {
    schedule.due(RECEIVED, CONFIRMED);

    assertThat(schedule.answer(RECEIVED, CONFIRMED))
        .isEqualTo(new StandbyStatus(RECEIVED, Lsn.ZERO, Reply.NOT_NEEDED));
  }

  @Test
  void serverIsAskedToAnswerOnlyWhenItHasBeenSilentSinceTheLastStatus() {
    schedule.due(RECEIVED, CONFIRMED);
    schedule.heard();
    clock.pass(INTERVAL);
    assertThat(schedule.due(RECEIVED, CONFIRMED).orElseThrow().reply()).isEqualTo(Reply.NOT_NEEDED);

    clock.pass(INTERVAL);

    assertThat(schedule.due(RECEIVED, CONFIRMED).orElseThrow().reply()).isEqualTo(Reply.REQUESTED);
  }

  @Test
  void serverIsGoneAfterTwiceItsOwnTimeoutOfSilence() {
    clock.pass(Duration.ofMinutes(2));
    assertThat(schedule.tooLongSilent()).isEmpty();

    clock.pass(Duration.ofSeconds(1));
    assertThat(schedule.tooLongSilent()).contains(Duration.ofSeconds(121));

    schedule.heard();
    assertThat(schedule.tooLongSilent()).isEmpty();
  }
}
