package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Operation;
import io.dbmazz.record.SourcePosition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SnapshotModeIT {

  private static final String ORDERS = "shop.public.orders";

  private static TestingSource source(String mode) throws SQLException {
    return TestingSource.withOrders()
        .sql("INSERT INTO orders VALUES (1, 'one'), (2, 'two')")
        .with("snapshot.mode", mode);
  }

  /** A task has read and streamed, and is stopped. */
  private static List<SourceRecord> finished(TestingSource source) throws SQLException {
    TestingWorker worker = source.start();
    List<SourceRecord> records = worker.pollRows(2);
    source.sql("INSERT INTO orders VALUES (3, 'three')");
    records.addAll(worker.pollTo(3));
    worker.deliver(records);
    worker.close();
    source.awaitNoConnections();
    return records;
  }

  private static void dropSlot(TestingSource source) throws SQLException {
    source.query("SELECT pg_drop_replication_slot('" + source.slot() + "')");
  }

  @Test
  void lostSlotIsRefusedUnlessItIsWhenNeeded() throws SQLException {
    try (TestingSource source = source("initial")) {
      finished(source);
      dropSlot(source);

      assertThatThrownBy(source::start)
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("snapshot.mode=when_needed");
    }
  }

  @Test
  void whenNeededReadsAllAnewAfterTheSlotIsLost() throws SQLException {
    try (TestingSource source = source("when_needed")) {
      List<SourceRecord> first = finished(source);
      dropSlot(source);
      source.sql(
          "DELETE FROM orders WHERE id = 1",
          "UPDATE orders SET note = 'gap' WHERE id = 2",
          "INSERT INTO orders VALUES (4, 'gap')");
      TestingWorker worker = source.start();
      List<SourceRecord> second = worker.pollRows(3);
      source.sql("INSERT INTO orders VALUES (5, 'after')");
      second.addAll(worker.pollTo(5));

      assertThat(Rows.idsRead(second)).containsExactlyInAnyOrder(2L, 3L, 4L);
      assertThat(new Replica().apply(first).apply(second).table(ORDERS))
          .as("a row deleted in the gap stays")
          .containsEntry("1", "1|one")
          .containsAllEntriesOf(source.table("SELECT id, note FROM orders", 1));
      assertThat(Rows.change(Rows.of(second).get(0)).version().orElseThrow())
          .isGreaterThan(Rows.change(Rows.of(first).get(2)).version().orElseThrow());
    }
  }

  @Test
  void whenNeededGoesOnWithAnInterruptedSecondSnapshot() throws SQLException {
    try (TestingSource source =
        TestingSource.withManyOrders(TestingPostgres.shared(), 9_000)
            .with("snapshot.mode", "when_needed")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (10000)");
      worker.deliver(worker.pollTo(10_000));
      worker.close();
      source.awaitNoConnections();
      dropSlot(source);
      TestingWorker second = source.start();
      second.deliver(second.pollRows(5_000));
      second.close();
      source.awaitNoConnections().sql("INSERT INTO orders VALUES (10001)");

      assertThat(Rows.idsRead(source.start().pollTo(10_001)))
          .doesNotContain(1L, 4_000L)
          .contains(8_999L);
    }
  }

  @Test
  void whenNeededReadsNothingWhileTheSlotIsThere() throws SQLException {
    try (TestingSource source = source("when_needed")) {
      finished(source);
      source.sql("INSERT INTO orders VALUES (4)");

      assertThat(Rows.of(source.start().pollTo(4))).extracting(Rows::id).containsExactly(4L);
    }
  }

  @Test
  void initialOnlyReadsAndLeavesNoSlotBehind() throws SQLException {
    try (TestingSource source = source("initial_only")) {
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(2);
      worker.deliver(records);
      source.sql("INSERT INTO orders VALUES (3)");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> worker.gauge(ConnectorMetrics.SNAPSHOT_RUNNING) == 0);

      assertThat(Rows.of(worker.poll())).isEmpty();
      assertThat(worker.gauge(ConnectorMetrics.STREAMING)).isEqualTo(1);
      assertThat(
              source.query(
                  "SELECT count(*) FROM pg_replication_slots WHERE database ="
                      + " current_database()"))
          .isEqualTo("0");
      assertThat(source.query("SELECT count(*) FROM pg_publication")).isEqualTo("0");
    }
  }

  @Test
  void initialOnlyReadsOnce() throws SQLException {
    try (TestingSource source = source("initial_only")) {
      TestingWorker worker = source.start();
      worker.deliver(worker.pollRows(2));
      worker.close();
      TestingWorker second = source.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> second.gauge(ConnectorMetrics.SNAPSHOT_RUNNING) == 0);

      assertThat(Rows.of(second.poll())).isEmpty();
    }
  }

  @Test
  void alwaysReadsAtEachStartAndStreamsFromTheStoredOffset() throws SQLException {
    try (TestingSource source = source("always")) {
      List<SourceRecord> first = finished(source);
      source.sql("DELETE FROM orders WHERE id = 1", "INSERT INTO orders VALUES (4, 'four')");
      List<SourceRecord> second = source.start().pollTo(4);
      List<SourceRecord> changes =
          Rows.of(second).stream()
              .filter(r -> Rows.change(r).operation() != Operation.READ)
              .toList();

      assertThat(Rows.idsRead(second)).containsExactlyInAnyOrder(2L, 3L, 4L);
      assertThat(new Replica().apply(first).apply(second).apply(changes).table(ORDERS))
          .isEqualTo(source.table("SELECT id, note FROM orders", 1));
    }
  }

  @Test
  void noDataReadsNothingAndKeepsNoAccount() throws SQLException {
    try (TestingSource source = source("no_data")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (3)");
      List<SourceRecord> records = worker.pollTo(3);

      assertThat(records).extracting(Rows::id).containsExactly(3L);
      assertThat(records.get(0).sourceOffset().keySet())
          .isEqualTo(SourcePosition.startingAt(source.serverEnd()).toOffset().keySet());
    }
  }
}
