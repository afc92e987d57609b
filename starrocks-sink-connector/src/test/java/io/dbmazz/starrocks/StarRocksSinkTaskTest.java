package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.TaskFixture.ITEMS;
import static io.dbmazz.starrocks.TaskFixture.ORDERS;
import static io.dbmazz.starrocks.TaskFixture.largeRow;
import static io.dbmazz.starrocks.TaskFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Heartbeat;
import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.table.TableId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StarRocksSinkTaskTest {

  private static final TableId ORDERS_TABLE = new TableId("db", "orders");

  private final TaskFixture fixture = new TaskFixture();
  private final FakeLoader loader = fixture.loader;

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void offsetBecomesCommittableOnceItsRowsAreLoaded() {
    fixture.put(row("orders", 0), row("orders", 1));
    assertThat(fixture.committable(ORDERS)).isZero();

    fixture.makeDue();

    fixture.awaitCommittable(ORDERS, 2);
    assertThat(loader.loaded).singleElement().matches(batch -> batch.rows().size() == 2);
  }

  @Test
  void flushLoadsRowsThatAreNotDue() {
    fixture.put(row("orders", 0), row("items", 0));

    fixture.task.flush(Map.of());

    fixture.awaitCommittable(ORDERS, 1);
    fixture.awaitCommittable(ITEMS, 1);
  }

  @Test
  void offsetIsHeldBackWhileAnEarlierBatchIsInFlight() {
    loader.hold(ORDERS_TABLE);
    fixture.put(row("orders", 0));
    fixture.makeDue();
    fixture.put(row("orders", 1), row("items", 0));
    fixture.makeDue();

    fixture.awaitCommittable(ITEMS, 1);
    assertThat(fixture.committable(ORDERS)).isZero();
    assertThat(loader.attempts).hasSize(2);

    loader.letGo();
    fixture.callUntil(() -> fixture.committable(ORDERS) == 2);
  }

  @Test
  void failedLoadEndsTheTaskAndIsNeverAcknowledged() {
    loader.failWith(new DataException("column x is too long"));
    fixture.put(row("orders", 0));
    fixture.makeDue();
    await().until(() -> loader.attempts.size() == 1);

    for (int i = 0; i < 2; i++) {
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> fixture.put(row("orders", 1)))
                      .isExactlyInstanceOf(ConnectException.class)
                      .hasMessageContaining("db.orders")
                      .hasMessageContaining("column x is too long")
                      .hasCauseInstanceOf(DataException.class));
    }
    assertThat(fixture.committable(ORDERS)).isZero();
  }

  @Test
  void goodLoadAfterAFailedOneDoesNotAcknowledgeBeyondIt() {
    loader.failWith(new DataException("refused"));
    fixture.put(row("orders", 0));
    fixture.makeDue();
    await().until(() -> loader.attempts.size() == 1);
    loader.heal();

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> fixture.put(row("orders", 1)))
                    .isInstanceOf(ConnectException.class));
    assertThat(fixture.committable(ORDERS)).isZero();
    assertThat(loader.loaded).isEmpty();
  }

  @Test
  void committingNeverThrowsThoughALoadHasFailed() {
    loader.failWith(new ConnectException("gone"));
    fixture.put(row("orders", 0));
    fixture.makeDue();
    await().until(() -> loader.attempts.size() == 1);

    assertThat(fixture.committable(ORDERS)).isZero();
  }

  @Test
  void batchThatFailedForAPassingReasonIsLoadedAgainAsItIs() {
    loader.failWith(new RetriableException("no back end alive"));
    fixture.put(row("orders", 0));
    fixture.makeDue();

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> fixture.put())
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("no back end alive"));
    loader.heal();

    fixture.awaitCommittable(ORDERS, 1);
    assertThat(loader.loaded).containsExactly(loader.attempts.get(0));
  }

  @Test
  void fullBufferRefusesRecordsAndTakesTheSameOnesLater() {
    loader.hold(ORDERS_TABLE);
    fixture.put(largeRow("orders", 0));
    List<SinkRecord> refused = List.of(row("orders", 1), row("orders", 2));

    assertThatThrownBy(() -> fixture.task.put(refused))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("bufferflush.maxbytes");
    assertThat(fixture.context.timeouts).last().matches(millis -> millis <= 1000);

    loader.letGo();
    await()
        .ignoreExceptionsInstanceOf(RetriableException.class)
        .until(
            () -> {
              fixture.task.put(refused);
              return true;
            });
    fixture.makeDue();
    fixture.awaitCommittable(ORDERS, 3);
    assertThat(loader.loaded.get(1).rows()).hasSize(2);
  }

  @Test
  void recordThatCannotBeReadIsRefusedWithAllThatCameWithIt() {
    SinkRecord bad = Records.at("orders", 1, null, "no row");

    assertThatThrownBy(() -> fixture.put(row("orders", 0), bad)).isInstanceOf(DataException.class);
    fixture.makeDue();

    assertThat(fixture.committable()).isEmpty();
    assertThat(loader.attempts).isEmpty();
  }

  @Test
  void workerIsAskedToCallWhenARowIsDue() {
    fixture.put(row("orders", 0));

    assertThat(fixture.context.timeouts).last().isEqualTo(1000L);
  }

  @Test
  void commitIsRequestedWhenSomethingBecameDurable() {
    fixture.put(row("orders", 0));
    fixture.makeDue();
    assertThat(fixture.context.commitRequests).isZero();

    fixture.callUntil(() -> fixture.context.commitRequests == 1);
  }

  @Test
  void heartbeatCountsAsDurable() {
    String topic = Heartbeat.topic("shop");
    fixture.put(Records.at(topic, 4, Heartbeat.key("shop"), Heartbeat.value(1)));

    assertThat(fixture.committable(new TopicPartition(topic, 0))).isEqualTo(5);
    assertThat(loader.attempts).isEmpty();
  }

  @Test
  void offsetsAreThoseOfTheTopicBeforeItWasRenamed() {
    SinkRecord record = row("orders", 0);
    SinkRecord renamed =
        new SinkRecord(
            "orders",
            0,
            null,
            null,
            record.valueSchema(),
            record.value(),
            0,
            0L,
            TimestampType.CREATE_TIME,
            List.of(),
            "original",
            3,
            17);
    fixture.put(renamed);
    fixture.makeDue();

    fixture.awaitCommittable(new TopicPartition("original", 3), 18);
  }

  @Test
  void recordsThatATransformationDroppedAreCommittedWithTheIdlePartition() {
    OffsetAndMetadata handedOver = new OffsetAndMetadata(9);

    assertThat(fixture.task.preCommit(Map.of(ORDERS, handedOver)))
        .isEqualTo(Map.of(ORDERS, handedOver));
    fixture.put(row("orders", 9));
    assertThat(fixture.task.preCommit(Map.of(ORDERS, new OffsetAndMetadata(12))))
        .isEqualTo(Map.of(ORDERS, handedOver));
  }

  @Test
  void nothingOfARevokedPartitionIsLoadedOrAcknowledgedLater() {
    fixture.put(row("orders", 0));

    fixture.task.close(List.of(ORDERS));
    fixture.makeDue();

    assertThat(fixture.committable()).isEmpty();
    assertThat(loader.attempts).isEmpty();
  }

  @Test
  void partitionsThatStayAreReadAgainFromWhatIsDurable() {
    fixture.put(row("orders", 0), row("items", 0));
    fixture.makeDue();
    fixture.awaitCommittable(ITEMS, 1);
    fixture.awaitCommittable(ORDERS, 1);
    fixture.put(row("orders", 1), row("items", 1));

    fixture.task.close(List.of(ORDERS));

    assertThat(fixture.context.rewound).isEqualTo(Map.of(ITEMS, 1L));
    assertThat(fixture.task.preCommit(Map.of(ITEMS, new OffsetAndMetadata(2))))
        .as("handed over, but dropped")
        .isEqualTo(Map.of(ITEMS, new OffsetAndMetadata(1)));
  }

  @Test
  void loadOfARevokedPartitionIsNotTriedAgain() {
    loader.hold(ORDERS_TABLE);
    loader.failWith(new RetriableException("later"));
    fixture.put(row("orders", 0));
    fixture.makeDue();
    await().until(() -> loader.attempts.size() == 1);
    fixture.task.close(List.of(ORDERS));

    loader.letGo();
    fixture.task.open(List.of(ORDERS));
    loader.heal();
    fixture.put(row("orders", 5));
    fixture.makeDue();

    fixture.callUntil(() -> loader.loaded.size() == 1);
    assertThat(loader.loaded.get(0).identity()).startsWith("orders-0:5-5@");
  }

  @Test
  void truncateOfATopicWithSeveralPartitionsIsRefused() {
    fixture.context.assignment =
        Set.of(new TopicPartition("t.public.orders", 0), new TopicPartition("t.public.orders", 1));
    SinkRecord truncate =
        Records.at(
            "t.public.orders", 0, null, Records.envelope("t", null, null, Records.source(9)));

    assertThatThrownBy(() -> fixture.put(truncate))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("several partitions")
        .hasMessageContaining("truncate.mode=ignore");
  }

  @Test
  void tablesAreLoadedOnThreadsOfTheLoaders() {
    fixture.put(row("orders", 0), row("items", 0));
    fixture.makeDue();

    await().until(() -> loader.loaded.size() == 2);
    assertThat(loader.threads).allMatch(name -> name.matches("starrocks-loader-\\d+"));
  }

  @Test
  void workerSeesWhatIsBuffered() {
    fixture.put(row("orders", 0), row("orders", 1));

    assertThat(fixture.context.metrics())
        .containsEntry(ConnectorMetrics.BUFFERED_ROWS, 2L)
        .containsKeys(
            ConnectorMetrics.LOADS_TOTAL,
            ConnectorMetrics.ROWS_LOADED_TOTAL,
            ConnectorMetrics.LOAD_RETRIES_TOTAL,
            ConnectorMetrics.BUFFERED_BYTES);
  }

  @Test
  void stopCutsOffALoadThatDoesNotEnd() {
    loader.hold(ORDERS_TABLE);
    fixture.put(row("orders", 0));
    fixture.makeDue();
    await().until(() -> loader.attempts.size() == 1);

    fixture.task.stop();

    assertThat(loader.closed).isTrue();
    assertThat(loader.loaded).isEmpty();
  }

  @Test
  void stopAfterAFailedStartDoesNothing() {
    new StarRocksSinkTask().stop();
  }
}
