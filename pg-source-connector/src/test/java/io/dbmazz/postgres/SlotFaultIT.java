package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.record.ConnectorMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The server has no place for a slot, loses it, or is left alone while it makes one. */
class SlotFaultIT {

  private static final String WALSENDERS =
      "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'walsender'"
          + " AND datname = current_database()";

  @Test
  void serverThatHasNoPlaceForAnotherSlot() throws SQLException {
    try (TestingPostgres full = TestingPostgres.start(Map.of("max_replication_slots", "1"));
        TestingSource source = TestingSource.withOrders(full)) {
      source.sql("SELECT pg_create_physical_replication_slot('taken')");
      assertThatThrownBy(source::start)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("could not be created")
          .hasMessageContaining("Raise max_replication_slots");

      source.sql("SELECT pg_drop_replication_slot('taken')");
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)");
      assertThat(worker.poll(1)).hasSize(1);
    }
  }

  @Test
  void slotLostToMaxSlotWalKeepSizeUnderATaskThatIsStalled() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(13);
    try (TestingPostgres small = TestingPostgres.start(Map.of("max_slot_wal_keep_size", "1MB"));
        TestingSource source =
            TestingSource.withOrders(small)
                .with("max.queue.size", "10")
                .with("max.batch.size", "10")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders SELECT generate_series(1, 200000)");
      List<SourceRecord> records = worker.poll(1);
      for (int i = 0; i < 3; i++) {
        source.sql("SELECT pg_logical_emit_message(false, '', 'x'), pg_switch_wal()", "CHECKPOINT");
      }
      await().until(() -> "lost".equals(source.slotColumn("wal_status")));

      assertThat(records).isNotEmpty();
      assertThatThrownBy(() -> worker.pollUntil(record -> false))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("is lost")
          .hasMessageContaining("load the tables anew");
    }
  }

  @Test
  void slotWhoseCreatorIsCutOffLeavesNothingBehindAndIsTakenOver() throws Exception {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source = TestingSource.withOrders().through(proxy);
        Connection writer = source.connect();
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN; INSERT INTO orders VALUES (1)");
      CompletableFuture<TestingWorker> starting = CompletableFuture.supplyAsync(source::start);
      await().until(() -> source.slotColumn("slot_name") != null);
      proxy.cut();
      TestingWorker worker = starting.get(30, TimeUnit.SECONDS);
      assertThat(worker.poll()).isEmpty();
      await().until(() -> worker.poll().isEmpty() && isSlotBusy(worker));

      statement.execute("COMMIT");
      worker.pollUntilTrue(() -> worker.gauge(ConnectorMetrics.STREAMING) == 1);
      source.sql("INSERT INTO orders VALUES (2)");

      assertThat(TestingSource.ids(worker.poll(1))).containsExactly(2L);
      await().atMost(Duration.ofSeconds(10)).until(() -> source.query(WALSENDERS).equals("1"));
      assertThat(
              source.query(
                  "SELECT count(*) FROM pg_replication_slots WHERE database ="
                      + " current_database()"))
          .isEqualTo("1");
    }
  }

  private static boolean isSlotBusy(TestingWorker worker) {
    return worker.retried().stream().anyMatch(e -> e.getMessage().contains("is active for PID"));
  }

  @Test
  void slotIsNotHeldUpByATransactionThatStaysOpenForEver() throws SQLException {
    try (TestingSource source = TestingSource.withOrders();
        Connection writer = source.connect();
        Statement statement = writer.createStatement()) {
      TestingWorker worker = source.start();
      statement.execute("BEGIN; INSERT INTO orders VALUES (1)");
      source.sql("INSERT INTO orders VALUES (2)");
      worker.deliver(worker.poll(1));
      source.terminateWalsender();
      await().until(() -> worker.gauge(ConnectorMetrics.STREAMING) == 1);
      source.sql("INSERT INTO orders VALUES (3)");
      worker.deliver(worker.poll(1));

      statement.execute("COMMIT");

      assertThat(TestingSource.ids(worker.poll(1)))
          .as("a transaction older than all that was confirmed")
          .containsExactly(1L);
    }
  }
}
