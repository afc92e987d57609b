package io.dbmazz.runner.fake;

import static org.awaitility.Awaitility.await;

import io.dbmazz.runner.connect.ConnectRuntime;
import io.dbmazz.runner.connect.ErrantRecordKeeper;
import io.dbmazz.runner.connect.StoredOffsets;
import io.dbmazz.runner.pipeline.ConnectorConfigs;
import io.dbmazz.runner.pipeline.ControlResult;
import io.dbmazz.runner.pipeline.Pipeline;
import io.dbmazz.runner.pipeline.PipelineEnd;
import io.dbmazz.runner.pipeline.PipelineSettings;
import io.dbmazz.runner.pipeline.SlotPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.metrics.Metrics;

/** A pipeline between the fake connectors, ended with the test. Used by one thread. */
public final class FakePipeline implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Fakes fakes = Fakes.create();
  private final FakeOffsetStore store = new FakeOffsetStore();
  private final AtomicInteger slotDrops = new AtomicInteger();
  private ErrantRecordKeeper errants = ErrantRecordKeeper.toleratingNone();
  private final Map<String, String> source = fakes.sourceConfig();
  private final Map<String, String> sink = fakes.sinkConfig();
  private final Map<String, String> transforms = new HashMap<>();
  private Pipeline pipeline;

  /** Sets a key of the source before the start. */
  public FakePipeline source(String key, String value) {
    source.put(key, value);
    return this;
  }

  /** Sets a key of the sink before the start. */
  public FakePipeline sink(String key, String value) {
    sink.put(key, value);
    return this;
  }

  /** Sets a key of the runner's transformations before the start. */
  public FakePipeline transform(String key, String value) {
    transforms.put(key, value);
    return this;
  }

  /** Sets where errant records go before the start. */
  public FakePipeline errants(ErrantRecordKeeper keeper) {
    errants = keeper;
    return this;
  }

  /** Makes the pipeline, and starts it when {@link #start} is called. */
  public Pipeline pipeline() {
    if (pipeline == null) {
      PipelineSettings settings =
          new PipelineSettings(
              new ConnectorConfigs(source, sink), transforms, Duration.ofMillis(20));
      ConnectRuntime runtime =
          new ConnectRuntime(new StoredOffsets(() -> store), new Metrics(), errants);
      pipeline = new Pipeline(settings, runtime, slotDrops::incrementAndGet);
    }
    return pipeline;
  }

  public FakePipeline start() {
    pipeline().start();
    return this;
  }

  /** Starts and waits until it replicates. */
  public FakePipeline startAndAwait() {
    start();
    return until(() -> pipeline().health().serving());
  }

  /** Waits for a condition. */
  public FakePipeline until(java.util.concurrent.Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
    return this;
  }

  /** Waits until the loop has gone around a few times more. */
  public FakePipeline letItRun() {
    int before = sink().calls();
    return until(() -> sink().calls() >= before + 3);
  }

  public FakeSourceState source() {
    return fakes.source();
  }

  public FakeSinkState sink() {
    return fakes.sink();
  }

  public FakeOffsetStore store() {
    return store;
  }

  public int slotDrops() {
    return slotDrops.get();
  }

  /** Waits for the answer to an order. */
  public static ControlResult answer(CompletableFuture<ControlResult> order) throws Exception {
    return order.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Waits for the end. */
  public PipelineEnd awaitEnd() throws Exception {
    return pipeline.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    if (pipeline != null) {
      pipeline.stop(SlotPolicy.KEEP).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
  }
}
