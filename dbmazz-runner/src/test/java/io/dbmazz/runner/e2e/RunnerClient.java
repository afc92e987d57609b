package io.dbmazz.runner.e2e;

import static org.awaitility.Awaitility.await;

import io.dbmazz.control.CdcControlServiceGrpc;
import io.dbmazz.control.CdcMetricsServiceGrpc;
import io.dbmazz.control.CdcStatusServiceGrpc;
import io.dbmazz.control.HealthCheckRequest;
import io.dbmazz.control.HealthCheckResponse;
import io.dbmazz.control.HealthCheckResponse.Stage;
import io.dbmazz.control.HealthServiceGrpc;
import io.dbmazz.control.MetricsRequest;
import io.dbmazz.control.MetricsResponse;
import io.dbmazz.control.StatusRequest;
import io.dbmazz.control.StatusResponse;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** A runner as a user calls it, wherever it runs. May be used by any thread. */
final class RunnerClient implements AutoCloseable {

  private final ManagedChannel channel;

  RunnerClient(int grpcPort) {
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
  }

  /** Waits until changes are being replicated, or the rows before them. */
  RunnerClient awaitReplicating() {
    await().atMost(Site.PATIENCE).pollInterval(Duration.ofMillis(20)).until(this::isReplicating);
    return this;
  }

  /** Whether it listens and is past its setup. */
  boolean isReplicating() {
    try {
      return health().getStage() == Stage.STAGE_CDC;
    } catch (StatusRuntimeException e) {
      return false; // not listening yet
    }
  }

  HealthCheckResponse health() {
    return HealthServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Duration.ofSeconds(10))
        .check(HealthCheckRequest.getDefaultInstance());
  }

  StatusResponse status() {
    return CdcStatusServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Duration.ofSeconds(10))
        .getStatus(StatusRequest.getDefaultInstance());
  }

  /** One answer of the metrics stream. */
  MetricsResponse metrics() {
    CancellableContext call = Context.current().withCancellation();
    Context before = call.attach();
    try {
      return CdcMetricsServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(Duration.ofSeconds(10))
          .streamMetrics(MetricsRequest.newBuilder().setIntervalMs(100).build())
          .next();
    } finally {
      call.detachAndCancel(before, null); // a stream that is merely abandoned goes on
    }
  }

  CdcControlServiceGrpc.CdcControlServiceBlockingStub control() {
    return CdcControlServiceGrpc.newBlockingStub(channel).withDeadlineAfter(Site.PATIENCE);
  }

  ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
