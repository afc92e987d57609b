package io.dbmazz.runner.control;

import static io.dbmazz.runner.fake.FakeSourceState.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.control.CdcControlServiceGrpc;
import io.dbmazz.control.CdcControlServiceGrpc.CdcControlServiceBlockingStub;
import io.dbmazz.control.CdcMetricsServiceGrpc;
import io.dbmazz.control.CdcStatusServiceGrpc;
import io.dbmazz.control.DrainRequest;
import io.dbmazz.control.HealthCheckRequest;
import io.dbmazz.control.HealthCheckResponse;
import io.dbmazz.control.HealthServiceGrpc;
import io.dbmazz.control.MetricsRequest;
import io.dbmazz.control.MetricsResponse;
import io.dbmazz.control.PauseRequest;
import io.dbmazz.control.ReloadConfigRequest;
import io.dbmazz.control.ResumeRequest;
import io.dbmazz.control.StatusRequest;
import io.dbmazz.control.StatusResponse;
import io.dbmazz.control.StatusResponse.CdcState;
import io.dbmazz.control.StopRequest;
import io.dbmazz.runner.fake.ServedPipeline;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Iterator;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** dbmazz's own services, over a real connection. */
class ControlServerTest {

  private static final GrpcSettings LOCAL =
      new GrpcSettings("127.0.0.1", 0, Optional.empty(), Optional.empty());

  private ServedPipeline served;
  private ManagedChannel channel;

  @BeforeEach
  void serve() throws IOException {
    served = new ServedPipeline(LOCAL);
    channel = served.channel();
  }

  @AfterEach
  void close() {
    served.close();
  }

  private HealthCheckResponse health() {
    return HealthServiceGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.getDefaultInstance());
  }

  private StatusResponse status() {
    return CdcStatusServiceGrpc.newBlockingStub(channel)
        .getStatus(StatusRequest.getDefaultInstance());
  }

  private CdcControlServiceBlockingStub control() {
    return CdcControlServiceGrpc.newBlockingStub(channel);
  }

  private Iterator<MetricsResponse> metrics(int intervalMs) {
    return CdcMetricsServiceGrpc.newBlockingStub(channel)
        .streamMetrics(MetricsRequest.newBuilder().setIntervalMs(intervalMs).build());
  }

  @Test
  void healthIsAnsweredBeforeSetup() {
    HealthCheckResponse health = health();

    assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.NOT_SERVING);
    assertThat(health.getStage()).isEqualTo(HealthCheckResponse.Stage.STAGE_INIT);
    served.fake().start();
  }

  @Test
  void failedSetupIsToldWithItsReason() {
    served.fake().source().failStart(new ConfigException("Table 'orders' not found"));
    served.fake().start().until(() -> !health().getErrorDetail().isEmpty());

    HealthCheckResponse health = health();
    assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.NOT_SERVING);
    assertThat(health.getStage()).isEqualTo(HealthCheckResponse.Stage.STAGE_SETUP);
    assertThat(health.getStageDetail()).isEqualTo("Setup failed");
    assertThat(health.getErrorDetail()).isEqualTo("Table 'orders' not found");
  }

  @Test
  void replicatingIsServing() {
    served.fake().startAndAwait();

    assertThat(health())
        .isEqualTo(
            HealthCheckResponse.newBuilder()
                .setStatus(HealthCheckResponse.ServingStatus.SERVING)
                .setStage(HealthCheckResponse.Stage.STAGE_CDC)
                .setStageDetail("Replicating")
                .build());
  }

  @Test
  void statusShowsPositionsSlotAndTables() {
    served.fake().startAndAwait().source().give(record("a", 10), record("a", 30));
    served.fake().until(() -> served.fake().sink().values().size() == 2);
    served.fake().sink().makeDurable("a", 1);
    served.fake().until(() -> status().getConfirmedLsn() == 10);

    assertThat(status())
        .isEqualTo(
            StatusResponse.newBuilder()
                .setState(CdcState.RUNNING)
                .setCurrentLsn(30)
                .setConfirmedLsn(10)
                .setPendingEvents(1)
                .setSlotName("slot_a")
                .addTables("public.orders")
                .build());
  }

  @Test
  void pauseAndResumeChangeTheState() {
    served.fake().startAndAwait();

    assertThat(control().pause(PauseRequest.getDefaultInstance()).getSuccess()).isTrue();
    assertThat(status().getState()).isEqualTo(CdcState.PAUSED);
    assertThat(control().resume(ResumeRequest.getDefaultInstance()).getSuccess()).isTrue();
    assertThat(status().getState()).isEqualTo(CdcState.RUNNING);
  }

  @Test
  void drainIsAnsweredWhileItGoesOn() {
    served.fake().startAndAwait().source().give(record("a", 1));
    served.fake().until(() -> status().getPendingEvents() == 1);

    assertThat(control().drainAndStop(DrainRequest.getDefaultInstance()).getSuccess()).isTrue();

    assertThat(status().getState()).isEqualTo(CdcState.DRAINING);
    assertThat(served.fake().pipeline().ended()).isNotDone();
  }

  @Test
  void stopDropsTheSlotUnlessToldToSkipThat() throws Exception {
    served.fake().startAndAwait();

    assertThat(control().stop(StopRequest.getDefaultInstance()).getSuccess()).isTrue();

    assertThat(served.fake().slotDrops()).isEqualTo(1);
    served.fake().awaitEnd();
    assertThat(status().getState()).isEqualTo(CdcState.STOPPED);
  }

  @Test
  void stopThatSkipsCleanupKeepsTheSlot() {
    served.fake().startAndAwait();
    StopRequest keep = StopRequest.newBuilder().setSkipSlotCleanup(true).build();

    assertThat(control().stop(keep).getSuccess()).isTrue();

    assertThat(served.fake().slotDrops()).isZero();
  }

  @Test
  void reloadIsAnsweredWhenItHasHappened() {
    served.fake().startAndAwait();
    ReloadConfigRequest request = ReloadConfigRequest.newBuilder().setFlushSize(9).build();

    assertThat(control().reloadConfig(request).getSuccess()).isTrue();

    assertThat(served.fake().sink().starts().get(1)).containsEntry("bufferflush.maxrows", "9");
  }

  @Test
  void reloadOfNothingFailsWithTheReason() {
    served.fake().startAndAwait();

    var answer = control().reloadConfig(ReloadConfigRequest.getDefaultInstance());

    assertThat(answer.getSuccess()).isFalse();
    assertThat(answer.getMessage()).contains("flush_interval_ms");
  }

  @Test
  void metricsComeAtTheIntervalWithTrueNumbers() {
    served.fake().startAndAwait().source().give(record("a", 10), record("a", 30));
    served.fake().until(() -> served.fake().sink().values().size() == 2);
    served.fake().sink().makeDurable("a", 1);
    served.fake().until(() -> status().getConfirmedLsn() == 10);

    Iterator<MetricsResponse> samples = metrics(20);
    samples.next();
    MetricsResponse sample = samples.next();

    assertThat(sample.getTotalEventsProcessed()).isEqualTo(1);
    assertThat(sample.getLagEvents()).isEqualTo(1);
    assertThat(sample.getLagBytes()).isEqualTo(20);
    assertThat(sample.getMemoryBytes()).isGreaterThan(10_000_000);
    assertThat(sample.getTimestamp()).isGreaterThan(1_600_000_000L).isLessThan(10_000_000_000L);
  }

  @Test
  void metricsWithoutAnIntervalAreRefused() {
    Iterator<MetricsResponse> samples = metrics(0);

    assertThatThrownBy(samples::next)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    served.fake().start();
  }

  @Test
  void addressInUseIsAnErrorThatNamesIt() throws IOException {
    served.fake().start();
    try (ServerSocket taken = new ServerSocket(0)) {
      GrpcSettings settings =
          new GrpcSettings("0.0.0.0", taken.getLocalPort(), Optional.empty(), Optional.empty());

      assertThatThrownBy(() -> ControlServer.start(settings, served.fake().pipeline(), "slot_a"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("0.0.0.0:" + taken.getLocalPort())
          .hasMessageContaining("grpc.port");
    }
  }
}
