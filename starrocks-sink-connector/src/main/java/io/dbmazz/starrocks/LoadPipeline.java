package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.RowBuffer;
import io.dbmazz.starrocks.change.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Joins the stages of a task: records are read, folded, loaded, acknowledged. The task's thread
 * only.
 */
final class LoadPipeline implements SinkPipeline {

  /** While loads are in flight, how soon the worker should call again to collect them. */
  private static final long COLLECT_MILLIS = 50;

  /** How soon the same records should come again. */
  private static final long RETRY_MILLIS = 1000;

  private final TargetSetup setup;
  private final Intake intake;
  private final RowBuffer buffer;
  private final Loads loads;
  private final SinkTaskContext context;
  private final SinkMetrics metrics;
  private final Clock clock;

  /**
   * What a change goes through.
   *
   * @param setup what comes before the first change
   * @param intake from record to change
   * @param buffer folds and decides
   * @param loads loads
   */
  record Stages(TargetSetup setup, Intake intake, RowBuffer buffer, Loads loads) {}

  LoadPipeline(Stages stages, SinkTaskContext context, SinkMetrics metrics, Clock clock) {
    this.setup = stages.setup();
    this.intake = stages.intake();
    this.buffer = stages.buffer();
    this.loads = stages.loads();
    this.context = context;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    try {
      requestCommitIf(loads.collect());
      loads.reportFailure();
      loads.startDue(clock.instant());
      setup.finish();
      Intake.Taken taken = intake.read(records);
      if (!records.isEmpty()) {
        makeRoom();
        intake.report(taken.unreadable());
        accept(records, taken.changes());
        loads.startDue(clock.instant());
      }
      askToBeCalledWithin(Long.MAX_VALUE);
    } catch (RetriableException e) {
      askToBeCalledWithin(RETRY_MILLIS);
      throw e;
    } finally {
      metrics.buffered(buffer.rows(), buffer.bytes(), buffer.slowedTables());
    }
  }

  @Override
  public void hasten() {
    loads.startAll(clock.instant());
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> durable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    loads.collect();
    Map<TopicPartition, OffsetAndMetadata> durable = new HashMap<>();
    buffer
        .positions()
        .forEach((partition, next) -> durable.put(partition, new OffsetAndMetadata(next)));
    current.forEach(
        (partition, handedOver) -> {
          // Ahead of the last record only by records that transformations dropped.
          if (buffer.isIdle(partition)) {
            durable.put(partition, handedOver);
          }
        });
    return durable;
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    buffer.forget(partitions);
    setup.prepareFor(partitions);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> staying = loads.giveAway(partitions);
    if (!staying.isEmpty()) {
      context.offset(staying);
    }
  }

  @Override
  public void stop() {
    loads.close();
  }

  private void makeRoom() {
    while (buffer.isFull() && loads.isAnyInFlight()) {
      requestCommitIf(loads.awaitOne());
      loads.startDue(clock.instant());
    }
  }

  private void accept(Collection<SinkRecord> records, List<Change> changes) {
    Instant now = clock.instant();
    Iterator<Change> next = changes.iterator();
    TopicPartition partition = null;
    for (SinkRecord record : records) {
      partition = Intake.partition(record, partition);
      Optional<SinkRecord> origin = intake.origin(record);
      buffer.add(next.next(), partition, record.originalKafkaOffset(), origin, now);
    }
  }

  private void requestCommitIf(boolean moved) {
    if (moved) {
      context.requestCommit();
    }
  }

  /** A worker without records would call again only when it next commits offsets. */
  private void askToBeCalledWithin(long longest) {
    long collect = loads.isAnyInFlight() ? COLLECT_MILLIS : Long.MAX_VALUE;
    long due = buffer.waitLeft(clock.instant()).map(Duration::toMillis).orElse(Long.MAX_VALUE);
    long millis = Math.min(longest, Math.min(collect, due));
    if (millis < Long.MAX_VALUE) {
      context.timeout(Math.max(1, millis));
    }
  }
}
