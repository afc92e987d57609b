package io.dbmazz.runner.pipeline;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.runner.connect.ConnectRuntime;
import io.dbmazz.runner.connect.EmbeddedSink;
import io.dbmazz.runner.connect.EmbeddedSource;
import io.dbmazz.runner.connect.TransformationChain;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The two tasks, each started or not. Started and stopped by the pipeline's thread; others read
 * metrics and configurations.
 */
final class Tasks {

  /** A sink whose buffer is full says so as if it were a failure. */
  private static final Duration FULL_BUFFER = Duration.ofSeconds(5);

  private final ConnectRuntime runtime;
  private final PipelineSettings settings;
  private final Journal journal;
  private final StatusBoard board;
  private final Clock clock;
  private volatile ConnectorConfigs configs;
  private volatile Optional<RunningSource> source = Optional.empty();
  private volatile Optional<RunningSink> sink = Optional.empty();
  private final AtomicLong loadsOfFormerSinks = new AtomicLong();

  /** A source that is started, and what reads it. */
  record RunningSource(
      EmbeddedSource source, SourceFeed feed, TransformationChain<SourceRecord> chain) {}

  /** A sink that is started, and what feeds it. */
  record RunningSink(
      EmbeddedSink sink, SinkDelivery delivery, TransformationChain<SinkRecord> chain) {}

  Tasks(
      ConnectRuntime runtime,
      PipelineSettings settings,
      Journal journal,
      StatusBoard board,
      Clock clock) {
    this.runtime = runtime;
    this.settings = settings;
    this.journal = journal;
    this.board = board;
    this.clock = clock;
    this.configs = settings.configs();
  }

  ConnectorConfigs configs() {
    return configs;
  }

  /** Used by tasks started from now on. */
  void configure(ConnectorConfigs changed) {
    configs = changed;
  }

  boolean areRunning() {
    return source.isPresent() && sink.isPresent();
  }

  /**
   * Starts what is not running: the sink first, so that nothing is created in PostgreSQL before
   * StarRocks has answered and has the tables.
   */
  void startMissing() {
    if (sink.isEmpty()) {
      board.setup("Starting the sink");
      sink = Optional.of(startSinkOrTellAll());
    }
    if (source.isEmpty()) {
      board.setup("Starting the source");
      source = Optional.of(startSource());
    }
  }

  /** Where the sink lacks a table, the source may lack it too: an operator mends both in one go. */
  private RunningSink startSinkOrTellAll() {
    try {
      return startSink();
    } catch (RetriableException | DataException e) {
      throw e;
    } catch (ConnectException e) {
      List<String> all =
          new ArrayList<>(ReloadPlan.problems(configs.source(), Set.of(ReloadPlan.TABLES)));
      all.add(e.getMessage());
      throw new ConnectException(String.join(". ", all), e);
    }
  }

  private RunningSink startSink() {
    TransformationChain<SinkRecord> chain = TransformationChain.load(List.of(configs.sink()));
    try {
      EmbeddedSink started =
          runtime.startSink(
              configs.sinkWithTopics(settings.transforms()),
              journal.topics().stream().map(EmbeddedTopic::partition).stream().toList());
      adoptPosition(started);
      Outage outage =
          new Outage("Handing records to the sink", board, System::nanoTime, FULL_BUFFER);
      return new RunningSink(started, new SinkDelivery(started, chain, journal, outage), chain);
    } catch (RuntimeException | Error e) {
      chain.close();
      throw e;
    }
  }

  private void adoptPosition(EmbeddedSink started) {
    try {
      runtime.offsets().refresh();
      new SinkPosition(journal.topics(), runtime.offsets()).adopt(started);
    } catch (RuntimeException e) {
      started.stop();
      throw e;
    }
  }

  private RunningSource startSource() {
    TransformationChain<SourceRecord> chain =
        TransformationChain.load(List.of(configs.source(), settings.transforms()));
    try {
      runtime.offsets().refresh();
      Optional<Map<String, Object>> stored = runtime.offsets().find(settings.sourcePartition());
      stored.map(OffsetPosition::confirmed).ifPresent(board::startingAt);
      EmbeddedSource started = runtime.startSource(configs.source());
      Outage outage = new Outage("Reading from the source", board, System::nanoTime);
      return new RunningSource(started, new SourceFeed(started, chain, outage, clock), chain);
    } catch (RuntimeException | Error e) {
      chain.close();
      throw e;
    }
  }

  RunningSource source() {
    return source.orElseThrow();
  }

  RunningSink sink() {
    return sink.orElseThrow();
  }

  void stopSource() throws InterruptedException {
    if (source.isPresent()) {
      RunningSource stopping = source.get();
      source = Optional.empty();
      stopping.feed().stop();
      stopping.source().stop();
      stopping.chain().close();
    }
  }

  void stopSink() {
    if (sink.isPresent()) {
      RunningSink stopping = sink.get();
      sink = Optional.empty();
      loadsOfFormerSinks.addAndGet(loads(stopping));
      stopping.sink().stop();
      stopping.chain().close();
    }
  }

  private static long loads(RunningSink sink) {
    return sink.sink().connector().metric(ConnectorMetrics.LOADS_TOTAL).orElse(0);
  }

  /** Loads that the target has accepted since the process started. */
  long loads() {
    return loadsOfFormerSinks.get() + sink.map(Tasks::loads).orElse(0L);
  }

  OptionalLong sourceMetric(String name) {
    return source
        .map(running -> running.source().connector().metric(name))
        .orElse(OptionalLong.empty());
  }
}
