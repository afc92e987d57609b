package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Checkpoint;
import io.dbmazz.starrocks.LoaderPool.Patience;
import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.load.LoadCounters;
import io.dbmazz.starrocks.load.Position;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where transactions are cut and what is asked for again; every row is due at once. */
class TransactionPipelineTest {

  private static final String STREAM = Checkpoint.topic("shop");
  private static final TopicPartition PARTITION = new TopicPartition(STREAM, 0);

  private final FakeTransactions starRocks = new FakeTransactions();
  private final FakeContext context = new FakeContext();
  private final StarRocksSinkTask task =
      new StarRocksSinkTask(
          config -> new StarRocks(starRocks, Records::keyed, new LoadCounters()),
          new TickingClock(),
          new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5)));

  /** At every look another moment: what was taken before is due. */
  private static final class TickingClock extends Clock {
    private final AtomicLong millis = new AtomicLong();

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis.addAndGet(2));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() {
    task.initialize(context);
    task.start(
        Map.of(
            "starrocks.http.url", "localhost:8030",
            "starrocks.database.name", "db",
            "starrocks.username", "root",
            "delivery.guarantee", "exactly-once",
            "bufferflush.intervalms", "1",
            "bufferflush.maxbytes", "1048576"));
  }

  @AfterEach
  void stop() {
    task.stop();
  }

  private void assign(TopicPartition... partitions) {
    context.assignment = Set.of(partitions);
    task.open(List.of(partitions));
    task.put(List.of());
    context.rewound.clear();
  }

  private static SinkRecord row(long offset, String text) {
    return new SinkRecord(
        "shop.public.orders",
        0,
        null,
        null,
        Records.ORDERS.row(),
        Records.row((int) offset, text, "b"),
        offset,
        0L,
        TimestampType.CREATE_TIME,
        null,
        STREAM,
        0,
        offset);
  }

  private static SinkRecord checkpoint(long offset, String metadata) {
    return new SinkRecord(STREAM, 0, null, null, Checkpoint.VALUE, metadata, offset);
  }

  private List<String> commits() {
    return starRocks.calls().stream().filter(call -> call.startsWith("commit")).toList();
  }

  private void awaitCommits(int count) {
    await()
        .until(
            () -> {
              task.put(List.of());
              return commits().size() == count;
            });
  }

  @Test
  void streamIsCutAtCheckpointsAlone() {
    assign(PARTITION);

    task.put(List.of(row(0, "a"), row(1, "a")));
    task.put(List.of());
    task.put(List.of());
    assertThat(commits()).isEmpty();
    task.put(List.of(row(2, "a"), checkpoint(3, "{}"), row(4, "a")));
    awaitCommits(1);

    assertThat(commits()).containsExactly("commit 3 rows up to {" + PARTITION + "=4}");
  }

  @Test
  void metadataOfTheLastCheckpointComesBackWithThePosition() {
    assign(PARTITION);
    task.put(List.of(row(0, "a"), checkpoint(1, "first")));
    awaitCommits(1);

    await()
        .untilAsserted(
            () ->
                assertThat(task.preCommit(Map.of()).get(PARTITION))
                    .isEqualTo(new OffsetAndMetadata(2, "first")));
  }

  @Test
  void transactionThatFillsTheMemoryIsLoadedInPartsAndCommittedOnce() {
    assign(PARTITION);
    List<SinkRecord> large = new ArrayList<>();
    for (int offset = 0; offset < 6; offset++) {
      large.add(row(offset, "x".repeat(1 << 20)));
    }
    for (SinkRecord record : large) {
      task.put(List.of(record));
    }
    assertThat(commits()).isEmpty();
    assertThat(starRocks.calls()).contains("load 1");

    task.put(List.of(checkpoint(6, "{}")));
    awaitCommits(1);

    assertThat(commits()).containsExactly("commit 6 rows up to {" + PARTITION + "=7}");
  }

  @Test
  void afterAFailureRecordsBehindTheCommittedPositionAreAskedForAgain() {
    assign(PARTITION);
    task.put(List.of(row(0, "a"), checkpoint(1, "{}")));
    awaitCommits(1);
    starRocks.failCommit(FakeTransactions.lost());

    task.put(List.of(row(2, "a"), checkpoint(3, "{}")));
    await().until(() -> failsOrRewinds(row(4, "a")));

    assertThat(context.rewound).containsExactly(Map.entry(PARTITION, 2L));
    task.put(List.of(row(2, "a"), checkpoint(3, "{}")));
    awaitCommits(2);
    assertThat(commits().get(1)).isEqualTo("commit 1 rows up to {" + PARTITION + "=4}");
  }

  private boolean failsOrRewinds(SinkRecord next) {
    try {
      task.put(List.of(next));
    } catch (RetriableException e) {
      return false;
    }
    return !context.rewound.isEmpty();
  }

  @Test
  void recordsThatAnotherTaskCommittedAreSkipped() {
    starRocks.commitElsewhere(PARTITION, new Position(2, ""));
    assign(PARTITION);

    task.put(List.of(row(0, "a"), row(1, "a"), row(2, "a"), checkpoint(3, "{}")));
    awaitCommits(1);

    assertThat(commits()).containsExactly("commit 1 rows up to {" + PARTITION + "=4}");
  }

  @Test
  void withoutAnyCommitTheFirstRecordEverHandedOverIsAskedForAgain() {
    assign(PARTITION);
    starRocks.failCommit(FakeTransactions.lost());
    task.put(List.of(row(5, "a"), checkpoint(6, "{}")));

    await().until(() -> failsOrRewinds(row(7, "a")));

    assertThat(context.rewound).containsExactly(Map.entry(PARTITION, 5L));
  }

  @Test
  void failureThatTimeDoesNotCureEndsTheTaskAndAcknowledgesNothing() {
    assign(PARTITION);
    starRocks.failCommit(new ConnectException("Access denied"));
    task.put(List.of(row(0, "a"), checkpoint(1, "{}")));

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> task.put(List.of()))
                    .isExactlyInstanceOf(ConnectException.class)
                    .hasMessageContaining("Access denied"));
    assertThat(task.preCommit(Map.of())).isEmpty();
  }

  @Test
  void onePartitionIsCutWhereTheCommitChanges() {
    TopicPartition orders = new TopicPartition(Records.TOPIC, 0);
    assign(orders);

    task.put(List.of(change(0, 10), change(1, 10), change(2, 20)));
    awaitCommits(1);

    assertThat(commits().get(0)).isEqualTo("commit 2 rows up to {" + orders + "=2}");
  }

  private static SinkRecord change(long offset, long commitLsn) {
    SinkRecord change =
        Records.change(
            (int) offset,
            Records.envelope(
                "c", null, Records.row((int) offset, "a", "b"), Records.source(commitLsn)));
    return Records.at(Records.TOPIC, offset, change.key(), change.value());
  }
}
