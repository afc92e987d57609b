package io.dbmazz.runner.demo;

import io.dbmazz.runner.Runner;
import io.dbmazz.runner.RunnerConfig;
import io.dbmazz.runner.pipeline.Health;
import io.dbmazz.runner.pipeline.PipelineEnd;
import io.dbmazz.runner.pipeline.PipelineMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The pipeline of {@code dbmazz run}, in this process, between the demo's two ends. */
final class DemoPipeline implements AutoCloseable {

  static final String SLOT = "demo";

  private static final Duration LONGEST_SETUP = Duration.ofSeconds(60);
  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Runner runner;

  private DemoPipeline(Runner runner) {
    this.runner = runner;
  }

  /**
   * Starts the pipeline and waits until changes are replicated.
   *
   * @throws IllegalStateException saying why, when they are not within a minute
   */
  static DemoPipeline start(DemoPostgres postgres, DemoTarget target)
      throws IOException, InterruptedException {
    RunnerConfig config = RunnerConfig.of(properties(postgres, target));
    DemoPipeline pipeline = new DemoPipeline(Runner.start(config));
    try {
      pipeline.awaitReplicating();
      return pipeline;
    } catch (IllegalStateException | InterruptedException e) {
      pipeline.close();
      throw e;
    }
  }

  private void awaitReplicating() throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_SETUP.toNanos();
    while (!runner.pipeline().health().serving()) {
      if (System.nanoTime() > deadline || runner.pipeline().ended().isDone()) {
        throw notReplicating();
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
    }
  }

  /**
   * Checks that changes are being replicated.
   *
   * @throws IllegalStateException saying why not
   */
  void requireRunning() {
    if (runner.pipeline().ended().isDone()) {
      throw notReplicating();
    }
  }

  private IllegalStateException notReplicating() {
    Health health = runner.pipeline().health();
    return new IllegalStateException(
        "The pipeline does not replicate: " + health.detail() + ". " + health.error());
  }

  PipelineMetrics metrics() {
    return runner.pipeline().metrics();
  }

  /**
   * Loads everything that was committed and ends the pipeline.
   *
   * @throws IllegalStateException when that does not succeed
   */
  void drain() throws InterruptedException {
    Optional<PipelineEnd> end = runner.drain(LONGEST_DRAIN);
    if (!end.equals(Optional.of(PipelineEnd.DRAINED))) {
      throw new IllegalStateException(
          "The pipeline was not drained: " + runner.pipeline().health().error());
    }
  }

  @Override
  public void close() {
    runner.close();
  }

  private static Map<String, String> properties(DemoPostgres postgres, DemoTarget target) {
    return Map.ofEntries(
        Map.entry("grpc.port", "0"),
        Map.entry("source.database.hostname", "localhost"),
        Map.entry("source.database.port", Integer.toString(postgres.port())),
        Map.entry("source.database.user", DemoPostgres.USER),
        Map.entry("source.database.dbname", DemoPostgres.DATABASE),
        Map.entry("source.topic.prefix", "demo"),
        Map.entry("source.slot.name", SLOT),
        Map.entry("source.publication.name", "demo"),
        Map.entry("source.table.include.list", DemoTables.INCLUDE_LIST),
        Map.entry("sink.starrocks.http.url", target.httpUrl()),
        Map.entry("sink.starrocks.jdbc.url", target.jdbcUrl()),
        Map.entry("sink.starrocks.database.name", DemoTarget.DATABASE),
        Map.entry("sink.starrocks.username", DemoTarget.USER),
        Map.entry("sink.bufferflush.intervalms", "500"));
  }
}
