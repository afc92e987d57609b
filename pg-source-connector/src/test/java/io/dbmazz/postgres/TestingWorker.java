package io.dbmazz.postgres;

import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Lsn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.awaitility.core.ConditionFactory;

/**
 * Does to one task what a Connect worker does, step by step as a test asks: polls, acknowledges,
 * stores offsets, commits.
 */
final class TestingWorker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Fixed, so that records made twice of one change are equal. */
  private final PostgresSourceTask task =
      new PostgresSourceTask(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private final TestingOffsets offsets;
  private final TestingMetrics metrics = new TestingMetrics();
  private final List<RetriableException> retried = new ArrayList<>();

  TestingWorker(TestingOffsets offsets) {
    this.offsets = offsets;
  }

  TestingWorker start(Map<String, String> properties) {
    task.initialize(new Context(offsets, metrics, properties));
    task.start(properties);
    return this;
  }

  /** A gauge that the task registered. */
  long gauge(String name) {
    return metrics.value(name);
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

  private static ConditionFactory patiently() {
    return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
  }

  void acknowledge(SourceRecord record) {
    task.commitRecord(record, null);
  }

  void acknowledge(List<SourceRecord> records) {
    records.forEach(this::acknowledge);
  }

  /** Stores the offset of a record. */
  void store(SourceRecord record) {
    offsets.store(record.sourcePartition(), record.sourceOffset());
  }

  void commit() {
    task.commit();
  }

  /** Acknowledges all, stores the last offset, commits. */
  void deliver(List<SourceRecord> records) {
    acknowledge(records);
    store(records.get(records.size() - 1));
    commit();
  }

  @Override
  public void close() {
    task.stop();
  }

  private record Context(
      OffsetStorageReader offsetStorageReader,
      PluginMetrics pluginMetrics,
      Map<String, String> configs)
      implements SourceTaskContext {}
}
