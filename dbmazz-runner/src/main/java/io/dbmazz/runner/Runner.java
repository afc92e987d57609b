package io.dbmazz.runner;

import io.dbmazz.runner.connect.ConnectRuntime;
import io.dbmazz.runner.connect.StoredOffsets;
import io.dbmazz.runner.control.ControlServer;
import io.dbmazz.runner.pipeline.ControlResult;
import io.dbmazz.runner.pipeline.Pipeline;
import io.dbmazz.runner.pipeline.PipelineEnd;
import io.dbmazz.runner.pipeline.SlotPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Metrics;

/** One pipeline and its control server in this process. May be used by any thread. */
public final class Runner implements AutoCloseable {

  private final Pipeline pipeline;
  private final ControlServer server;

  private Runner(Pipeline pipeline, ControlServer server) {
    this.pipeline = pipeline;
    this.server = server;
  }

  /**
   * Starts the server, then the pipeline, whose setup goes on in the background: {@code
   * pipeline().health()} tells how far it is.
   *
   * @throws IOException when the server cannot listen; then nothing was started
   */
  public static Runner start(RunnerConfig config) throws IOException {
    ConnectRuntime runtime =
        new ConnectRuntime(
            new StoredOffsets(config::openOffsetStore), metrics(), config.errantRecords());
    Pipeline pipeline = new Pipeline(config.pipeline(), runtime, config.slot());
    ControlServer server = ControlServer.start(config.grpc(), pipeline, config.slotName());
    pipeline.start();
    return new Runner(pipeline, server);
  }

  /** Metrics of the plugins, in JMX as a worker has them, under a domain of our own. */
  private static Metrics metrics() {
    JmxReporter reporter = new JmxReporter();
    reporter.contextChange(new KafkaMetricsContext("dbmazz"));
    Metrics metrics = new Metrics();
    metrics.addReporter(reporter);
    return metrics;
  }

  /** To ask and to order. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /** Port of the control server. */
  public int grpcPort() {
    return server.port();
  }

  /** Waits until the pipeline has ended. */
  public PipelineEnd awaitEnd() throws InterruptedException {
    try {
      return pipeline.ended().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The pipeline never completes with an exception", e);
    }
  }

  /**
   * Drains, keeping the slot.
   *
   * @return how the pipeline ended; empty when it is not drained in time, and goes on
   */
  public Optional<PipelineEnd> drain(Duration longest) throws InterruptedException {
    try {
      PipelineEnd end = after(pipeline.drain()).get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(end);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The pipeline never completes with an exception", e);
    }
  }

  private CompletableFuture<PipelineEnd> after(CompletableFuture<ControlResult> order) {
    return order.thenCombine(pipeline.ended(), (answer, end) -> end);
  }

  /** Stops at once what still runs, keeping the slot. */
  @Override
  public void close() {
    after(pipeline.stop(SlotPolicy.KEEP)).join();
    server.close();
  }
}
