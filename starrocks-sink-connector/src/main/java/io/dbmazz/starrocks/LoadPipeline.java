package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.RowBuffer;
import io.dbmazz.starrocks.change.Change;
import io.dbmazz.starrocks.change.ChangeReader;
import io.dbmazz.starrocks.errant.ErrantRecords;
import io.dbmazz.starrocks.errant.ErrantRecords.Errant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the stages of a task: records are read, folded, loaded, acknowledged. The task's thread
 * only.
 */
final class LoadPipeline {

  private static final Logger LOG = LoggerFactory.getLogger(LoadPipeline.class);

  /** While loads are in flight, how soon the worker should call again to collect them. */
  private static final long COLLECT_MILLIS = 50;

  /** How soon the same records should come again. */
  private static final long RETRY_MILLIS = 1000;

  private final TargetSetup setup;
  private final ChangeReader reader;
  private final RowBuffer buffer;
  private final Loads loads;
  private final Optional<ErrantRecords> errants;
  private final SinkTaskContext context;
  private final SinkMetrics metrics;
  private final Clock clock;

  /**
   * What a change goes through.
   *
   * @param setup what comes before the first change
   * @param reader from record to change
   * @param buffer folds and decides
   * @param loads loads
   * @param errants takes records that cannot be loaded; empty when they end the task
   */
  record Stages(
      TargetSetup setup,
      ChangeReader reader,
      RowBuffer buffer,
      Loads loads,
      Optional<ErrantRecords> errants) {}

  LoadPipeline(Stages stages, SinkTaskContext context, SinkMetrics metrics, Clock clock) {
    this.setup = stages.setup();
    this.reader = stages.reader();
    this.buffer = stages.buffer();
    this.loads = stages.loads();
    this.errants = stages.errants();
    this.context = context;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Takes all of the records or, when it throws, none of them.
   *
   * @throws RetriableException when memory is full or StarRocks does not answer: the same records
   *     should come again; what failed is being loaded again meanwhile
   * @throws ConnectException when a record or a batch cannot be loaded
   */
  void put(Collection<SinkRecord> records) {
    try {
      requestCommitIf(loads.collect());
      loads.reportFailure();
      loads.startDue(clock.instant());
      setup.finish();
      List<Errant> unreadable = new ArrayList<>();
      List<Change> changes = read(records, unreadable);
      if (!records.isEmpty()) {
        makeRoom();
        report(unreadable);
        accept(records, changes);
        loads.startDue(clock.instant());
      }
      askToBeCalledWithin(Long.MAX_VALUE);
    } catch (RetriableException e) {
      askToBeCalledWithin(RETRY_MILLIS);
      throw e;
    } finally {
      metrics.buffered(buffer.rows(), buffer.bytes());
    }
  }

  /** Begins to load every table that has rows and is not being loaded. */
  void hasten() {
    loads.startAll(clock.instant());
  }

  /**
   * How far each partition may be committed. Never throws: Connect would rewind and hand over again
   * what is still buffered here.
   *
   * @param current how far the worker has handed over
   */
  Map<TopicPartition, OffsetAndMetadata> durable(Map<TopicPartition, OffsetAndMetadata> current) {
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

  /** Begins with partitions of which nothing is known. */
  void open(Collection<TopicPartition> partitions) {
    buffer.forget(partitions);
    setup.prepareFor(partitions);
  }

  /** Gives partitions away. Rows of those that stay are read again. */
  void close(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> staying = loads.giveAway(partitions);
    if (!staying.isEmpty()) {
      context.offset(staying);
    }
  }

  void stop() {
    loads.close();
  }

  /** Once only: nothing after it asks for the same records again. */
  private void report(List<Errant> unreadable) {
    if (!unreadable.isEmpty()) {
      errants.orElseThrow().report(unreadable);
      LOG.warn(
          "{} records that make no sense were reported, the first because: {}",
          unreadable.size(),
          unreadable.get(0).reason().getMessage());
    }
  }

  private Change read(SinkRecord record, List<Errant> unreadable) {
    try {
      return reader.read(record);
    } catch (DataException e) {
      if (errants.isEmpty()) {
        throw e;
      }
      unreadable.add(new Errant(record, e));
      return Change.NOTHING;
    }
  }

  private List<Change> read(Collection<SinkRecord> records, List<Errant> unreadable) {
    List<Change> changes = new ArrayList<>(records.size());
    for (SinkRecord record : records) {
      Change change = read(record, unreadable);
      if (change instanceof Change.Truncate truncate) {
        requireOnePartition(truncate, record);
      }
      changes.add(change);
    }
    return changes;
  }

  /** Rows of another partition may be older or newer than the truncate: nobody knows. */
  private void requireOnePartition(Change.Truncate truncate, SinkRecord record) {
    boolean others =
        context.assignment().stream()
            .anyMatch(
                assigned ->
                    assigned.topic().equals(record.originalTopic())
                        && assigned.partition() != record.originalKafkaPartition());
    if (others) {
      throw new ConnectException(
          String.format(
              "The source of table %s was truncated, but topic %s has several partitions, between"
                  + " which there is no order. Write the table to one partition, or truncate by"
                  + " hand and go on with truncate.mode=ignore",
              truncate.table(), record.originalTopic()));
    }
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
      partition = partition(record, partition);
      Optional<SinkRecord> origin = errants.map(reported -> record);
      buffer.add(next.next(), partition, record.originalKafkaOffset(), origin, now);
    }
  }

  private static TopicPartition partition(SinkRecord record, TopicPartition last) {
    return last != null
            && last.partition() == record.originalKafkaPartition()
            && last.topic().equals(record.originalTopic())
        ? last
        : new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
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
