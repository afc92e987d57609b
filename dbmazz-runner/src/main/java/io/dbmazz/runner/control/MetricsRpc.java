package io.dbmazz.runner.control;

import io.dbmazz.control.CdcMetricsServiceGrpc;
import io.dbmazz.control.MetricsRequest;
import io.dbmazz.control.MetricsResponse;
import io.dbmazz.runner.metrics.ProcessStats;
import io.dbmazz.runner.pipeline.Pipeline;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** {@code dbmazz.CdcMetricsService}. Streams are written by the ticker's thread. */
final class MetricsRpc extends CdcMetricsServiceGrpc.CdcMetricsServiceImplBase {

  private final Pipeline pipeline;
  private final ScheduledExecutorService ticker;
  private final ProcessStats process = new ProcessStats();
  private final Clock clock = Clock.systemUTC();

  MetricsRpc(Pipeline pipeline, ScheduledExecutorService ticker) {
    this.pipeline = pipeline;
    this.ticker = ticker;
  }

  @Override
  public void streamMetrics(MetricsRequest request, StreamObserver<MetricsResponse> response) {
    if (request.getIntervalMs() == 0) {
      response.onError(
          Status.INVALID_ARGUMENT.withDescription("interval_ms must be 1 or more").asException());
      return;
    }
    long interval = Integer.toUnsignedLong(request.getIntervalMs());
    MetricsSampler sampler =
        new MetricsSampler(pipeline::metrics, process, clock, System::nanoTime);
    ServerCallStreamObserver<MetricsResponse> stream =
        (ServerCallStreamObserver<MetricsResponse>) response;
    Future<?> ticks =
        ticker.scheduleAtFixedRate(
            () -> send(sampler, stream), interval, interval, TimeUnit.MILLISECONDS);
    stream.setOnCancelHandler(() -> ticks.cancel(false));
  }

  /** A client that does not keep up misses samples; it does not make this process hoard them. */
  private static void send(
      MetricsSampler sampler, ServerCallStreamObserver<MetricsResponse> stream) {
    if (stream.isReady()) {
      stream.onNext(sampler.sample());
    }
  }
}
