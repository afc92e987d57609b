package io.dbmazz.runner.pipeline;

import static io.dbmazz.runner.fake.FakeSourceState.heartbeat;
import static io.dbmazz.runner.fake.FakeSourceState.record;
import static io.dbmazz.runner.fake.FakeSourceState.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.fake.FakePipeline;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may be stored and acknowledged, and when. */
class AcknowledgementTest {

  private final FakePipeline fake = new FakePipeline();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void nothingIsAcknowledgedWhileNothingIsDurable() {
    fake.startAndAwait().source().give(record("a", 1), record("a", 2));
    fake.until(() -> fake.sink().values().size() == 2).letItRun();

    assertThat(fake.store().saved()).isEmpty();
    assertThat(fake.source().acknowledged()).isEmpty();
  }

  @Test
  void offsetIsStoredBeforeTheSourceIsTold() {
    fake.startAndAwait().source().give(record("a", 1), record("a", 2));
    fake.sink().makeEverythingDurable();

    fake.until(() -> !fake.source().commits().isEmpty());
    assertThat(fake.store().saved()).containsExactly(2L);
    assertThat(fake.source().acknowledged()).containsExactly("a@1", "a@2");
    assertThat(fake.source().commits()).containsExactly(Optional.of(2L));
  }

  @Test
  void offsetIsHeldBackWhileAnEarlierRecordOfAnotherTopicIsNotDurable() {
    fake.startAndAwait().source().give(record("a", 1), record("b", 2), record("a", 3));
    fake.until(() -> fake.sink().values().size() == 3);
    fake.sink().makeDurable("a", 2);

    fake.until(() -> fake.store().saved().contains(1L)).letItRun();
    assertThat(fake.store().saved()).containsExactly(1L);
    assertThat(fake.source().acknowledged()).containsExactly("a@1");

    fake.sink().makeDurable("b", 1);
    fake.until(() -> fake.source().acknowledged().size() == 3);
    assertThat(fake.source().acknowledged()).containsExactly("a@1", "b@2", "a@3");
    assertThat(fake.store().saved()).containsExactly(1L, 3L);
  }

  @Test
  void heartbeatIsKeptFromTheSinkAndItsOffsetStored() {
    fake.startAndAwait().source().give(heartbeat(7));

    fake.until(() -> fake.store().saved().contains(7L));
    assertThat(fake.sink().values()).isEmpty();
    assertThat(fake.source().filtered()).containsExactly("__debezium-heartbeat.p@7");
  }

  @Test
  void heartbeatWaitsForTheRecordsBeforeIt() {
    fake.startAndAwait().source().give(record("a", 1), heartbeat(7));
    fake.until(() -> fake.sink().values().size() == 1).letItRun();
    assertThat(fake.store().saved()).isEmpty();

    fake.sink().makeEverythingDurable();
    fake.until(() -> fake.store().saved().contains(7L));
  }

  @Test
  void failedSaveIsTriedAgainAndTheSourceIsToldOnlyThen() {
    fake.store().failSave(new RetriableException("no connection"));
    fake.startAndAwait().source().give(record("a", 1));
    fake.sink().makeEverythingDurable();

    fake.until(() -> fake.source().acknowledged().size() == 1);
    assertThat(fake.source().commits().get(0)).contains(1L);
    assertThat(fake.store().saved()).containsExactly(1L);
  }

  @Test
  void savedByAnotherOwnerEndsThePipelineWithoutTellingTheSource() throws Exception {
    fake.store().failSave(new ConnectException("taken over"));
    fake.startAndAwait().source().give(record("a", 1));
    fake.sink().makeEverythingDurable();

    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.FAILED);
    assertThat(fake.source().acknowledged()).isEmpty();
    assertThat(fake.pipeline().health().error()).contains("taken over");
    assertThat(fake.pipeline().health().detail()).isEqualTo("Failed");
  }

  @Test
  void failedPreCommitHandsOverAgainWhatIsNotDurable() {
    fake.startAndAwait().source().give(record("a", 1), record("a", 2));
    fake.until(() -> fake.sink().values().size() == 2);
    fake.sink().failPreCommit(new RetriableException("flush failed"));

    fake.until(() -> fake.sink().values().size() == 4);
    assertThat(fake.sink().values()).containsExactly("v1", "v2", "v1", "v2");
    fake.sink().makeEverythingDurable();
    fake.until(() -> fake.source().acknowledged().size() == 2);
    assertThat(fake.source().acknowledged()).containsExactly("a@1", "a@2");
  }

  @Test
  void rewoundRecordsComeAgainInOrder() {
    fake.startAndAwait().source().give(record("a", 1), record("a", 2), record("a", 3));
    fake.until(() -> fake.sink().values().size() == 3);
    var second = fake.sink().taken().get(1);

    fake.sink().context().offset(fake.sink().opened().get(0), second.originalKafkaOffset());

    fake.until(() -> fake.sink().values().size() == 5);
    assertThat(fake.sink().values()).containsExactly("v1", "v2", "v3", "v2", "v3");
  }

  @Test
  void onlyRowChangesCountAsEvents() {
    fake.startAndAwait().source().give(record("a", 1), tombstone("a", 2), heartbeat(3));
    fake.until(() -> fake.sink().values().size() == 2);
    assertThat(fake.pipeline().status().pendingEvents()).isEqualTo(1);

    fake.sink().makeEverythingDurable();
    fake.until(() -> fake.store().saved().contains(3L));
    assertThat(fake.pipeline().metrics().totalEvents()).isEqualTo(1);
    assertThat(fake.pipeline().status().pendingEvents()).isZero();
  }

  @Test
  void statusShowsWhatWentByAndWhatIsStored() {
    fake.startAndAwait().source().give(record("a", 10), record("a", 20));
    fake.until(() -> fake.sink().values().size() == 2);
    fake.sink().makeDurable("a", 1);
    fake.until(() -> fake.store().saved().contains(10L));

    PipelineStatus status = fake.pipeline().status();
    assertThat(status.currentLsn().value()).isEqualTo(20);
    assertThat(status.confirmedLsn().value()).isEqualTo(10);
    assertThat(fake.pipeline().metrics().lagBytes()).isEqualTo(10);
  }
}
