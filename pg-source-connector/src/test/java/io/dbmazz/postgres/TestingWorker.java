package io.dbmazz.postgres;

import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.awaitility.core.ConditionFactory;

/**
 * Does to one task what a Connect worker does, step by step as a test asks: polls, acknowledges,
 * stores offsets, commits.
 */
final class TestingWorker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** With a clock that stands still, so that records made twice of one change are equal. */
  static final TaskEnvironment ENVIRONMENT =
      TaskEnvironment.real(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private final SourceTask task;

  private final TestingOffsets offsets;
  private final Metrics metrics = new Metrics();
  private final List<RetriableException> retried = new ArrayList<>();
  private TestingTransactions transactions;

  /** With a clock that stands still, so that records made twice of one change are equal. */
  TestingWorker(TestingOffsets offsets) {
    this(offsets, new PostgresSourceTask(ENVIRONMENT));
  }

  TestingWorker(TestingOffsets offsets, SourceTask task) {
    this.offsets = offsets;
    this.task = task;
  }

  /** Asks the task for the boundaries of its transactions, as exactly-once workers may. */
  TestingWorker withTransactions(TestingTransactions wanted) {
    transactions = wanted;
    return this;
  }

  TestingWorker start(Map<String, String> properties) {
    task.initialize(
        new Context(offsets, new PluginMetricsImpl(metrics, Map.of()), properties, transactions));
    task.start(properties);
    return this;
  }

  /** A gauge that the task registered. */
  long gauge(String name) {
    return metrics.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .mapToLong(metric -> (Long) metric.metricValue())
        .findFirst()
        .orElseThrow();
  }

  /** A gauge of one table that the task registered; empty when there is none. */
  OptionalLong gauge(String name, Map<String, String> tags) {
    return metrics.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .filter(metric -> metric.metricName().tags().equals(tags))
        .mapToLong(metric -> (Long) metric.metricValue())
        .findFirst();
  }

  /** What may be confirmed to the slot so far. */
  Lsn confirmed() {
    return new Lsn(gauge(ConnectorMetrics.CONFIRMED_LSN));
  }

  SourceTask task() {
    return task;
  }

  /** What poll has thrown for the worker to try again. */
  List<RetriableException> retried() {
    return retried;
  }

  /** One poll, without acknowledging; empty instead of null. */
  List<SourceRecord> poll() {
    try {
      List<SourceRecord> records = task.poll();
      return records == null ? List.of() : records;
    } catch (RetriableException e) {
      retried.add(e);
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Polls until at least so many records have come. */
  List<SourceRecord> poll(int count) {
    List<SourceRecord> all = new ArrayList<>();
    patiently()
        .until(
            () -> {
              all.addAll(poll());
              return all.size() >= count;
            });
    return all;
  }

  /** Polls until at least so many rows have come, heartbeats and tombstones aside. */
  List<SourceRecord> pollRows(int count) {
    List<SourceRecord> all = new ArrayList<>();
    patiently()
        .until(
            () -> {
              all.addAll(poll());
              return all.stream().filter(Rows::isRow).count() >= count;
            });
    return all;
  }

  /** Polls until the creation of the row with this id has come by the stream. */
  List<SourceRecord> pollTo(long id) {
    return pollUntil(record -> Rows.is(record, Operation.CREATE, id));
  }

  /** Polls until a snapshot has read the row with this id, and nothing more comes. */
  List<SourceRecord> pollRead(long id) {
    List<SourceRecord> all = pollUntil(record -> Rows.is(record, Operation.READ, id));
    List<SourceRecord> more = poll();
    while (!more.isEmpty()) {
      all.addAll(more);
      more = poll();
    }
    return all;
  }

  /** Polls until a record for which this holds has come. */
  List<SourceRecord> pollUntil(Predicate<SourceRecord> last) {
    List<SourceRecord> all = new ArrayList<>();
    patiently()
        .until(
            () -> {
              List<SourceRecord> records = poll();
              all.addAll(records);
              return records.stream().anyMatch(last);
            });
    return all;
  }

  /** Polls until something holds; what comes meanwhile is dropped. */
  void pollUntilTrue(Callable<Boolean> condition) {
    patiently()
        .until(
            () -> {
              poll();
              return condition.call();
            });
  }

  private static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
  }

  void acknowledge(SourceRecord record) {
    try {
      task.commitRecord(record, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void acknowledge(List<SourceRecord> records) {
    records.forEach(this::acknowledge);
  }

  /** Stores the offset of a record. */
  void store(SourceRecord record) {
    offsets.store(record.sourcePartition(), record.sourceOffset());
  }

  void commit() {
    try {
      task.commit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Acknowledges all, stores the last offset of each partition, commits. */
  void deliver(List<SourceRecord> records) {
    acknowledge(records);
    records.forEach(this::store);
    commit();
  }

  @Override
  public void close() {
    task.stop();
  }

  private record Context(
      OffsetStorageReader offsetStorageReader,
      PluginMetrics pluginMetrics,
      Map<String, String> configs,
      TransactionContext transactionContext)
      implements SourceTaskContext {}
}
