package io.dbmazz.runner.pipeline;

import static io.dbmazz.runner.fake.FakeSourceState.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.fake.FakePipeline;
import io.dbmazz.runner.pipeline.Health.Stage;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens when the tasks do not start. */
class SetupTest {

  private final FakePipeline fake = new FakePipeline();

  @AfterEach
  void close() {
    fake.close();
  }

  private void awaitFailure() {
    fake.until(() -> fake.pipeline().health().detail().equals("Setup failed"));
  }

  @Test
  void beforeTheStartNothingIsServed() {
    assertThat(fake.pipeline().health()).isEqualTo(new Health(false, Stage.INIT, "Starting", ""));
    fake.start();
  }

  @Test
  void replicatingIsServed() {
    fake.startAndAwait();

    assertThat(fake.pipeline().health()).isEqualTo(new Health(true, Stage.CDC, "Replicating", ""));
  }

  @Test
  void failureThatTimeCuresIsTriedAgainUntilItHeals() {
    fake.source().failStart(new RetriableException("connection refused"));
    fake.source().failStart(new RetriableException("connection refused"));

    fake.startAndAwait().source().give(record("a", 1));

    fake.until(() -> fake.sink().values().size() == 1);
    assertThat(fake.source().starts()).hasSize(3);
    assertThat(fake.sink().starts()).hasSize(1);
  }

  @Test
  void sourceThatHasNoConnectionYetIsNotServed() {
    fake.source().disconnect();
    fake.source().failPoll(new RetriableException("connection to db refused"));
    fake.start();
    awaitFailure();
    assertThat(fake.pipeline().health().error()).isEqualTo("connection to db refused");
    assertThat(fake.pipeline().health().stage()).isEqualTo(Stage.SETUP);

    fake.source().connect();

    fake.until(() -> fake.pipeline().health().detail().equals("Replicating"));
  }

  @Test
  void connectionThatIsLostLaterIsToldWhileServing() {
    fake.startAndAwait().source().disconnect();
    fake.source().failPoll(new RetriableException("connection to db lost"));

    fake.until(() -> fake.pipeline().health().detail().contains("connection to db lost"));
    assertThat(fake.pipeline().health().serving()).isTrue();

    fake.source().connect();
    fake.until(() -> fake.pipeline().health().detail().equals("Replicating"));
  }

  @Test
  void failureIsToldWithItsRemedyAndThePipelineStaysUp() throws Exception {
    fake.source().failStart(new ConnectException("Table 'orders' not found in PostgreSQL. Create"));
    fake.start();
    awaitFailure();

    assertThat(fake.pipeline().health())
        .isEqualTo(
            new Health(
                false,
                Stage.SETUP,
                "Setup failed",
                "Table 'orders' not found in PostgreSQL. Create"));
    assertThat(fake.pipeline().ended()).isNotDone();
  }

  @Test
  void sourceIsNotStartedBeforeTheSinkIs() {
    fake.sink().failStart(new ConfigException("wrong password"));
    fake.start();
    awaitFailure();

    assertThat(fake.source().starts()).isEmpty();
  }

  @Test
  void tablesThatBothEndsLackAreToldTogether() {
    fake.source("table.include.list", "refused");
    fake.sink().failStart(new ConnectException("Table target.refused does not exist"));
    fake.start();
    awaitFailure();

    assertThat(fake.pipeline().health().error())
        .contains("Table refused does not exist", "Table target.refused does not exist");
  }

  @Test
  void sinkThatIsNotReadyYetKeepsTheSourceFromStarting() {
    fake.sink().failCall(new RetriableException("StarRocks does not answer"));
    fake.start();
    awaitFailure();
    assertThat(fake.pipeline().health().error()).isEqualTo("StarRocks does not answer");
    assertThat(fake.source().starts()).isEmpty();

    fake.until(() -> fake.pipeline().health().serving());
  }

  @Test
  void taskThatDidNotStartIsStopped() {
    fake.source().failStart(new ConfigException("wrong"));
    fake.start();
    awaitFailure();

    assertThat(fake.source().stops()).isEqualTo(1);
  }

  @Test
  void failedSetupObeysDrainAndStop() throws Exception {
    fake.source().failStart(new ConfigException("wrong"));
    fake.start();
    awaitFailure();

    assertThat(FakePipeline.answer(fake.pipeline().drain()).success()).isTrue();
    assertThat(fake.awaitEnd()).isEqualTo(PipelineEnd.DRAINED);
  }

  @Test
  void failedSetupRefusesPauseAndReload() throws Exception {
    fake.source().failStart(new ConfigException("wrong"));
    fake.start();
    awaitFailure();

    assertThat(FakePipeline.answer(fake.pipeline().pause()).success()).isFalse();
    ReloadRequest reload = new ReloadRequest(5, 0, java.util.List.of());
    assertThat(FakePipeline.answer(fake.pipeline().reload(reload)).success()).isFalse();
  }
}
