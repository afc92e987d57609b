package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.RowBuffer;
import io.dbmazz.starrocks.change.Change;
import io.dbmazz.starrocks.change.ChangeReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Joins the stages of a task: records are read, folded, loaded, acknowledged. The task's thread
 * only.
 */
final class LoadPipeline {

  /** While loads are in flight, how soon the worker should call again to collect them. */
  private static final long COLLECT_MILLIS = 50;

  /** How soon the same records should come again. */
  private static final long RETRY_MILLIS = 1000;

  private final ChangeReader reader;
  private final RowBuffer buffer;
  private final Loads loads;
  private final SinkTaskContext context;
  private final SinkMetrics metrics;
  private final Clock clock;

  /**
   * What a change goes through.
   *
   * @param reader from record to change
   * @param buffer folds and decides
   * @param loads loads
   */
  record Stages(ChangeReader reader, RowBuffer buffer, Loads loads) {}

  LoadPipeline(Stages stages, SinkTaskContext context, SinkMetrics metrics, Clock clock) {
    this.reader = stages.reader();
    this.buffer = stages.buffer();
    this.loads = stages.loads();
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
      List<Change> changes = read(records);
      if (!records.isEmpty()) {
        makeRoom();
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

  private List<Change> read(Collection<SinkRecord> records) {
    List<Change> changes = new ArrayList<>(records.size());
    for (SinkRecord record : records) {
      Change change = reader.read(record);
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
      buffer.add(next.next(), partition, record.originalKafkaOffset(), now);
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
