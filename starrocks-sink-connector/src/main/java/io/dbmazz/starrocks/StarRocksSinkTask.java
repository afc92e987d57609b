package io.dbmazz.starrocks;

import io.dbmazz.starrocks.LoaderPool.Patience;
import io.dbmazz.starrocks.buffer.RowBuffer;
import io.dbmazz.starrocks.change.ChangeReader;
import io.dbmazz.starrocks.errant.ErrantRecords;
import io.dbmazz.starrocks.errant.IsolatingLoader;
import io.dbmazz.starrocks.load.StreamLoader;
import io.dbmazz.starrocks.load.TransactionalLoader;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Loads change records into StarRocks. Connect creates it and calls it from one thread. */
public final class StarRocksSinkTask extends SinkTask {

  /** Loads that run at a time; each of another table. */
  private static final int LOADER_THREADS = 4;

  private final Function<StarRocksSinkConfig, StarRocks> clusters;
  private final Clock clock;
  private final Patience patience;
  private Optional<SinkPipeline> pipeline = Optional.empty();

  /** For Connect. */
  public StarRocksSinkTask() {
    this(StarRocks::at, Clock.systemUTC(), Patience.DEFAULT);
  }

  StarRocksSinkTask(
      Function<StarRocksSinkConfig, StarRocks> clusters, Clock clock, Patience patience) {
    this.clusters = clusters;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public String version() {
    return Version.current();
  }

  /** Prepares what the configuration names; where StarRocks does not answer, {@link #put} does. */
  @Override
  public void start(Map<String, String> properties) {
    StarRocksSinkConfig config = new StarRocksSinkConfig(properties);
    StarRocks cluster = clusters.apply(config);
    SinkMetrics metrics = new SinkMetrics(cluster.counters());
    metrics.offerTo(context);
    TargetSetup setup = new TargetSetup(cluster.loader(), config.changeOptions());
    pipeline = Optional.of(pipeline(config, cluster, setup, metrics));
    setup.require(config.knownTables());
  }

  private SinkPipeline pipeline(
      StarRocksSinkConfig config, StarRocks cluster, TargetSetup setup, SinkMetrics metrics) {
    Optional<ErrantRecords> errants = ErrantRecords.of(context);
    Intake intake =
        new Intake(new ChangeReader(config.changeOptions(), cluster.targets()), errants, context);
    if (cluster.loader() instanceof TransactionalLoader loader) {
      TransactionWork work = new TransactionWork(loader, patience, errants);
      return new TransactionPipeline(
          new TransactionPipeline.Stages(setup, intake, config.flushLimits(), work),
          context,
          metrics,
          clock);
    }
    RowBuffer buffer = new RowBuffer(config.flushLimits());
    StreamLoader loader = isolating((StreamLoader) cluster.loader(), errants);
    Loads loads =
        new Loads(
            buffer,
            new LoaderPool(loader, LOADER_THREADS, patience),
            cluster.counters()::takeCrowded);
    return new LoadPipeline(
        new LoadPipeline.Stages(setup, intake, buffer, loads), context, metrics, clock);
  }

  /** Without a reporter a refused batch ends the task. */
  private static StreamLoader isolating(StreamLoader loader, Optional<ErrantRecords> errants) {
    return errants.<StreamLoader>map(taken -> new IsolatingLoader(loader, taken)).orElse(loader);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    pipeline.ifPresent(stages -> stages.open(partitions));
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    pipeline.orElseThrow().put(records);
  }

  /**
   * Begins to load what is buffered, due or not, and does not wait for it. A worker asks {@link
   * #preCommit} and never calls this; the embedded runner does, so that draining need not wait
   * until everything is due.
   */
  @Override
  public void flush(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    pipeline.orElseThrow().hasten();
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return pipeline.orElseThrow().durable(currentOffsets);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    pipeline.ifPresent(stages -> stages.close(partitions));
  }

  /** Also called after a failed start. */
  @Override
  public void stop() {
    pipeline.ifPresent(SinkPipeline::stop);
    pipeline = Optional.empty();
  }
}
