package io.dbmazz.runner.pipeline;

import static io.dbmazz.runner.fake.FakePipeline.answer;
import static io.dbmazz.runner.fake.FakeSourceState.heartbeat;
import static io.dbmazz.runner.fake.FakeSourceState.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.fake.FakePipeline;
import io.dbmazz.runner.pipeline.PipelineStatus.State;
import java.util.Optional;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pause, resume, drain, stop. */
class OrdersTest {

  private final FakePipeline fake = new FakePipeline();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void pauseHandsOverNothingAndPollsNoFurther() throws Exception {
    fake.startAndAwait();
    assertThat(answer(fake.pipeline().pause()).success()).isTrue();
    int puts = fake.sink().calls();
    // At most the poll that was under way, and the one ahead of it.
    int polls = fake.source().polls();
    fake.source().give(record("a", 1));
    fake.source().give(record("a", 2));
    fake.source().give(record("a", 3));

    // Reading the status is answered; the pipeline's thread goes around meanwhile.
    for (int i = 0; i < 3; i++) {
      assertThat(answer(fake.pipeline().pause()).message()).isEqualTo("Paused already");
    }

    assertThat(fake.sink().calls()).isEqualTo(puts);
    assertThat(fake.source().polls()).isLessThanOrEqualTo(polls + 1);
    assertThat(fake.pipeline().status().state()).isEqualTo(State.PAUSED);
    assertThat(fake.pipeline().health().detail()).isEqualTo("Paused");
  }

  @Test
  void resumeGoesOnWithNothingLostOrRepeated() throws Exception {
    fake.startAndAwait();
    answer(fake.pipeline().pause());
    fake.source().give(record("a", 1));
    fake.source().give(record("a", 2));

    assertThat(answer(fake.pipeline().resume()).success()).isTrue();

    fake.until(() -> fake.sink().values().size() == 2);
    assertThat(fake.sink().values()).containsExactly("v1", "v2");
    assertThat(fake.pipeline().status().state()).isEqualTo(State.RUNNING);
  }

  @Test
  void whatWasHandedOverBeforeAPauseIsStillAcknowledged() throws Exception {
    fake.startAndAwait().source().give(record("a", 1));
    fake.until(() -> fake.sink().values().size() == 1);
    answer(fake.pipeline().pause());

    fake.sink().makeEverythingDurable();

    fake.until(() -> fake.store().saved().contains(1L));
  }

  @Test
  void drainWaitsUntilEverythingIsDurable() throws Exception {
    fake.startAndAwait().source().give(record("a", 1), record("b", 2));
    fake.until(() -> fake.sink().values().size() == 2);
    answer(fake.pipeline().drain());
    fake.letItRun().letItRun();
    assertThat(fake.pipeline().ended()).isNotDone();
    assertThat(fake.pipeline().status().state()).isEqualTo(State.DRAINING);

    fake.sink().makeEverythingDurable();

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.DRAINED);
    assertThat(fake.store().saved()).containsExactly(2L);
    assertThat(fake.source().commits()).containsExactly(Optional.of(2L));
    assertThat(fake.slotDrops()).isZero();
  }

  @Test
  void drainLoadsWhatIsNotDueYet() throws Exception {
    fake.sink().makeDurableWhenFlushed();
    fake.startAndAwait().source().give(record("a", 1));
    fake.until(() -> fake.sink().values().size() == 1);

    answer(fake.pipeline().drain());

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.DRAINED);
  }

  @Test
  void drainReadsWhatTheSourceHas() throws Exception {
    fake.startAndAwait();
    answer(fake.pipeline().pause());
    for (int lsn = 1; lsn <= 20; lsn++) {
      fake.source().give(record("a", lsn));
    }
    fake.sink().makeEverythingDurable();

    answer(fake.pipeline().drain());

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.DRAINED);
    assertThat(fake.store().saved()).last().isEqualTo(20L);
    assertThat(fake.sink().values()).hasSize(20);
  }

  @Test
  void drainOutlastsAStoreThatFailsForAMoment() throws Exception {
    fake.store().failSave(new RetriableException("no connection"));
    fake.startAndAwait().source().give(record("a", 1));
    fake.sink().makeEverythingDurable();
    answer(fake.pipeline().drain());

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.DRAINED);
    assertThat(fake.store().saved()).containsExactly(1L);
  }

  @Test
  void stopDoesNotWaitForWhatIsNotDurable() throws Exception {
    fake.startAndAwait().source().give(record("a", 1));
    fake.until(() -> fake.sink().values().size() == 1);

    assertThat(answer(fake.pipeline().stop(SlotPolicy.KEEP)).success()).isTrue();

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.STOPPED);
    assertThat(fake.store().saved()).isEmpty();
    assertThat(fake.slotDrops()).isZero();
    assertThat(fake.source().stops()).isEqualTo(1);
    assertThat(fake.sink().stops()).isEqualTo(1);
  }

  @Test
  void stopThatDeletesTheJobDropsSlotAndOffset() throws Exception {
    fake.startAndAwait().source().give(heartbeat(5));
    fake.until(() -> fake.store().saved().contains(5L));

    assertThat(answer(fake.pipeline().stop(SlotPolicy.DROP)).success()).isTrue();

    assertThat(fake.slotDrops()).isEqualTo(1);
    assertThat(fake.store().isEmpty()).isTrue();
  }

  @Test
  void endedPipelineRefusesOrders() throws Exception {
    fake.startAndAwait();
    answer(fake.pipeline().stop(SlotPolicy.KEEP));
    fake.awaitEnd();

    assertThat(answer(fake.pipeline().resume()).success()).isFalse();
    assertThat(fake.pipeline().status().state()).isEqualTo(State.STOPPED);
    assertThat(fake.pipeline().health().serving()).isFalse();
  }
}
