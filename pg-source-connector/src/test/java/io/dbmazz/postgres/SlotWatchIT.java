package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.record.ConnectorMetrics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What others do to the slot of a running task. */
class SlotWatchIT {

  /** Polls until the task has failed for good. */
  static AbstractThrowableAssert<?, ? extends Throwable> assertFails(TestingWorker worker) {
    return assertThatThrownBy(() -> worker.pollUntil(SlotWatchIT::never))
        .isInstanceOf(ConnectException.class);
  }

  private static boolean never(SourceRecord record) {
    return false;
  }

  /** Ends the slot's reader and does something before it is back. */
  private static void interrupt(TestingSource source, String action) throws SQLException {
    source.sql(
        """
        DO $$ BEGIN
          PERFORM pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '%1$s';
          FOR i IN 1..500 LOOP
            BEGIN
              PERFORM pg_drop_replication_slot('%1$s');
              EXIT;
            EXCEPTION WHEN object_in_use THEN
              PERFORM pg_sleep(0.01);
            END;
          END LOOP;
          %2$s
        END $$
        """
            .formatted(source.slot(), action));
  }

  @Test
  void slotThatIsDroppedUnderTheTaskEndsIt() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)");
      worker.deliver(worker.poll(1));
      interrupt(source, "");

      assertFails(worker)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("was dropped while it was in use")
          .hasMessageContaining("load the tables anew");
    }
  }

  @Test
  void slotThatIsRecreatedUnderTheTaskEndsItInsteadOfLeavingAGap() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)");
      worker.deliver(worker.poll(1));
      interrupt(
          source,
          "PERFORM pg_create_logical_replication_slot('" + source.slot() + "', 'pgoutput');");

      assertFails(worker)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("the slot was recreated, or something else has moved it");
    }
  }

  @Test
  void slotThatIsRecreatedWhileTheTaskIsDownIsRefused() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      try (TestingWorker worker = source.start()) {
        source.sql("INSERT INTO orders VALUES (1)");
        worker.deliver(worker.poll(1));
      }
      interrupt(
          source,
          "PERFORM pg_create_logical_replication_slot('" + source.slot() + "', 'pgoutput');");

      assertThatThrownBy(source::start)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("beyond the stored offset");
    }
  }

  @Test
  void slotThatAnotherReaderTakesIsWaitedFor() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)");
      worker.deliver(worker.poll(1));
      try (TestingStream other = take(source)) {
        await().until(() -> worker.poll().isEmpty() && !worker.retried().isEmpty());
        assertThat(worker.retried().get(0)).hasMessageContaining("is active for PID");
        assertThat(other.messages()).isNotNull();
      }
      source.sql("INSERT INTO orders VALUES (2)");

      assertThat(worker.poll(1).get(0).key()).hasToString("Struct{id=2}");
    }
  }

  /** Reads the slot as soon as its reader has gone, and before it is back. */
  private static TestingStream take(TestingSource source) {
    return await()
        .ignoreException(SQLException.class)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              source.terminateWalsender();
              return TestingStream.resume(
                  TestingPostgres.shared(),
                  source.database(),
                  source.slot(),
                  "proto_version '1', publication_names 'shop_pub'");
            },
            stream -> true);
  }

  @Test
  void slotThatOutgrowsTheServersLimitEndsTheTaskAndWarnsBefore() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(13);
    try (TestingPostgres small = TestingPostgres.start(Map.of("max_slot_wal_keep_size", "20MB"));
        TestingSource source =
            TestingSource.withOrders(small)
                .with("status.update.interval.ms", "100")
                .with("slot.max.retained.bytes", "1000");
        LogLines log = LogLines.of("io.dbmazz.postgres.setup.SourceWatch")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders SELECT generate_series(1, 1000)");
      await().until(() -> worker.gauge(ConnectorMetrics.SLOT_RETAINED_BYTES) > 1000);
      await().until(() -> log.contains("more than slot.max.retained.bytes, 1000"));

      writeWal(source, 2);
      await().until(() -> source.slotColumn("wal_status"), "lost"::equals);
      assertFails(worker)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("is lost (")
          .hasMessageContaining("A higher max_slot_wal_keep_size keeps slots longer");
    }
  }

  private static void writeWal(TestingSource source, int segments) throws SQLException {
    for (int i = 0; i < segments; i++) {
      source.sql(
          "SELECT pg_logical_emit_message(false, '', 'x'), pg_switch_wal()",
          "SELECT pg_logical_emit_message(false, '', 'x'), pg_switch_wal()",
          "CHECKPOINT");
    }
  }

  @Test
  void slotThatRestedTooLongIsRefusedWithTheSettingThatSaysSo() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(18);
    try (TestingPostgres strict =
            TestingPostgres.start(Map.of("idle_replication_slot_timeout", "1s"));
        TestingSource source = TestingSource.withOrders(strict)) {
      source.start().close();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                source.sql("CHECKPOINT");
                return source.slotColumn("invalidation_reason");
              },
              "idle_timeout"::equals);

      assertThatThrownBy(source::start)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("is lost (idle_timeout)")
          .hasMessageContaining("A higher idle_replication_slot_timeout lets slots rest longer");
    }
  }

  @Test
  void noWalsenderLeftIsRetriedAndSaysSo() throws SQLException {
    try (TestingPostgres small = TestingPostgres.start(Map.of("max_wal_senders", "1"));
        TestingSource first = TestingSource.withOrders(small);
        TestingSource second = TestingSource.withOrders(small)) {
      TestingWorker holder = first.start();
      await().until(() -> holder.poll().isEmpty() && first.slotColumn("active_pid") != null);
      TestingWorker worker = second.start();
      await().until(() -> worker.poll().isEmpty() && !worker.retried().isEmpty());
      assertThat(worker.retried().get(0)).hasMessageContaining("max_wal_senders");

      holder.close();
      await().until(() -> worker.poll().isEmpty() && second.slotColumn("active_pid") != null);
      second.sql("INSERT INTO orders VALUES (1)");
      assertThat(worker.poll(1)).hasSize(1);
    }
  }
}
