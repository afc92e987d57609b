package io.dbmazz.starrocks;

import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.LoaderPool.Patience;
import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.load.LoadCounters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A started task, its worker and its StarRocks. A row is due when its clock is moved. */
final class TaskFixture implements AutoCloseable {

  static final TopicPartition ORDERS = new TopicPartition("orders", 0);
  static final TopicPartition ITEMS = new TopicPartition("items", 0);
  static final Map<String, String> CONFIG =
      Map.of(
          "starrocks.http.url", "localhost:8030",
          "starrocks.database.name", "db",
          "starrocks.username", "root",
          "bufferflush.intervalms", "1000",
          "bufferflush.maxbytes", "1048576");

  final FakeContext context;
  final FakeLoader loader = new FakeLoader();
  final StarRocksSinkTask task;
  private final MovableClock clock = new MovableClock();

  TaskFixture() {
    this(Map.of());
  }

  TaskFixture(Map<String, String> more) {
    this(more, new FakeContext());
  }

  TaskFixture(Map<String, String> more, FakeContext context) {
    this.context = context;
    LoadCounters counters = new LoadCounters();
    task =
        new StarRocksSinkTask(
            config -> new StarRocks(loader, Records::keyed, counters),
            clock,
            new Patience(Duration.ofMillis(100), Duration.ofMillis(500)));
    Map<String, String> config = new HashMap<>(CONFIG);
    config.putAll(more);
    task.initialize(context);
    task.start(config);
  }

  /** A row of the topic's table, keyed by its offset. */
  static SinkRecord row(String topic, long offset) {
    return Records.at(topic, offset, null, Records.row((int) offset, "a", "b"));
  }

  /** A row that fills the buffer by itself. */
  static SinkRecord largeRow(String topic, long offset) {
    String large = "x".repeat(1 << 20);
    return Records.at(topic, offset, null, Records.row((int) offset, large, "b"));
  }

  void put(SinkRecord... records) {
    task.put(List.of(records));
  }

  /** Makes due what is buffered, and lets the task see it. */
  void makeDue() {
    clock.now = clock.now.plusSeconds(1);
    task.put(List.of());
  }

  Map<TopicPartition, OffsetAndMetadata> committable() {
    return task.preCommit(Map.of());
  }

  long committable(TopicPartition partition) {
    return committable().get(partition).offset();
  }

  void awaitCommittable(TopicPartition partition, long offset) {
    await().until(() -> committable(partition) == offset);
  }

  /** Calls as a worker without records does, until the condition holds. */
  void callUntil(BooleanSupplier condition) {
    await()
        .until(
            () -> {
              task.put(List.of());
              return condition.getAsBoolean();
            });
  }

  @Override
  public void close() {
    loader.letGo();
    task.stop();
  }

  private static final class MovableClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
