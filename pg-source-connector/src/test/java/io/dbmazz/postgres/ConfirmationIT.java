package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Heartbeat;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ConfirmationIT {

  @Test
  void nothingIsConfirmedBeforeItsOffsetIsStored() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)", "INSERT INTO orders VALUES (2)");
      List<SourceRecord> records = worker.poll(2);
      Lsn before = worker.confirmed();
      worker.acknowledge(records);

      worker.commit();
      assertThat(worker.confirmed()).isEqualTo(before);

      worker.store(records.get(0));
      worker.commit();
      assertThat(worker.confirmed()).isEqualTo(end(records.get(0)));
    }
  }

  @Test
  void transactionIsConfirmedOnlyAsAWhole() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.transaction("INSERT INTO orders VALUES (1)", "INSERT INTO orders VALUES (2)");
      List<SourceRecord> records = worker.poll(2);
      Lsn before = worker.confirmed();

      worker.acknowledge(records.get(0));
      worker.store(records.get(0));
      worker.commit();

      assertThat(worker.confirmed()).isEqualTo(before);
    }
  }

  @Test
  void stopReportsWhatWasConfirmedLast() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("status.update.interval.ms", "60000")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)");
      List<SourceRecord> records = worker.poll(1);
      worker.deliver(records);

      worker.close();

      await().until(() -> source.slotColumn("active_pid") == null);
      assertThat(source.slotConfirmed()).isEqualTo(end(records.get(0)));
    }
  }

  @Test
  void idleSlotAdvancesWhileAnotherDatabaseWrites() throws SQLException {
    try (TestingSource source =
            TestingSource.withOrders()
                .with("heartbeat.interval.ms", "200")
                .with("status.update.interval.ms", "200");
        TestingSource neighbour = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      neighbour.sql("INSERT INTO orders SELECT generate_series(1, 10000)");
      Lsn written = neighbour.serverEnd();

      List<SourceRecord> records = worker.pollUntil(record -> !written.isAfter(end(record)));
      assertThat(records).allMatch(record -> Heartbeat.isHeartbeatTopic(record.topic()));
      assertThat(written.isAfter(source.slotConfirmed())).isTrue();

      worker.deliver(records);
      await().until(() -> !written.isAfter(source.slotConfirmed()));
    }
  }

  @Test
  void recordsThatATransformationDropsDoNotHoldBackTheSlot() throws SQLException {
    try (TestingSource source = TestingSource.withOrders().with("heartbeat.interval.ms", "200")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)");
      SourceRecord dropped = worker.pollUntil(record -> record.topic().endsWith("orders")).get(0);
      worker.acknowledge(dropped);
      worker.commit();

      List<SourceRecord> heartbeats =
          worker.pollUntil(record -> Heartbeat.isHeartbeatTopic(record.topic()));
      worker.deliver(heartbeats);

      assertThat(end(dropped).isAfter(worker.confirmed())).isFalse();
    }
  }

  @Test
  void heartbeatQueryIsRun() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .with("heartbeat.interval.ms", "200")
            .with("heartbeat.action.query", "INSERT INTO orders SELECT count(*) FROM orders")) {
      TestingWorker worker = source.start();

      assertThat(worker.pollUntil(record -> record.topic().endsWith("orders"))).isNotEmpty();
    }
  }

  @Test
  void gaugesShowServerAndSlot() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)");
      Lsn written = source.serverEnd();

      await().until(() -> !written.isAfter(new Lsn(worker.gauge(ConnectorMetrics.SERVER_LSN))));
      await().until(() -> worker.gauge(ConnectorMetrics.QUEUED_MESSAGES) > 0);
      assertThat(worker.gauge(ConnectorMetrics.QUEUED_BYTES)).isPositive();
      assertThat(worker.gauge(ConnectorMetrics.STREAMING)).isEqualTo(1);
      assertThat(worker.confirmed()).isEqualTo(source.slotConfirmed());
    }
  }

  private static Lsn end(SourceRecord record) {
    return SourcePosition.fromOffset(record.sourceOffset()).endLsn();
  }

  @Test
  void slotIsDroppedAtTheStopWhenThatIsAskedFor() throws SQLException {
    try (TestingSource source = TestingSource.withOrders().with("slot.drop.on.stop", "true")) {
      TestingWorker worker = source.start();
      assertThat(source.slotColumn("slot_name")).isEqualTo(source.slot());

      worker.close();

      assertThat(source.slotColumn("slot_name")).isNull();
    }
  }

  @Test
  void stopWhileTheSlotIsBeingCreatedLeavesNothingBehind() throws Exception {
    try (TestingSource source = TestingSource.withOrders();
        Connection writer = TestingPostgres.shared().connect(source.database());
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN; INSERT INTO orders VALUES (1)");
      TestingWorker worker = new TestingWorker(source.offsets());
      CompletableFuture<TestingWorker> starting =
          CompletableFuture.supplyAsync(() -> worker.start(source.properties()));
      await().until(() -> source.slotColumn("slot_name") != null);

      worker.close();

      await().until(() -> source.slotColumn("slot_name") == null);
      assertThat(
              source.query(
                  "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'walsender'"
                      + " AND datname = current_database()"))
          .isEqualTo("0");
      statement.execute("ROLLBACK");
      assertThat(starting.get(30, TimeUnit.SECONDS)).isSameAs(worker);
    }
  }

  @Test
  void slotIsKeptByStandbysWhenThatIsAskedForFromTheStartOrLater() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(17);
    try (TestingSource fresh = TestingSource.withOrders().with("slot.failover", "true");
        TestingSource existing = TestingSource.withOrders()) {
      fresh.start();
      existing.start().close();
      assertThat(existing.slotColumn("failover")).isEqualTo("f");

      existing.with("slot.failover", "true").start();

      assertThat(fresh.slotColumn("failover")).isEqualTo("t");
      assertThat(existing.slotColumn("failover")).isEqualTo("t");
    }
  }
}
