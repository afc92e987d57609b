package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Lsn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class HeartbeatQueryIT {

  private static TestingSource beating(String query) throws SQLException {
    return TestingSource.withOrders()
        .sql("CREATE TABLE beats (id int PRIMARY KEY, n int)", "INSERT INTO beats VALUES (1, 0)")
        .with("heartbeat.interval.ms", "100")
        .with("heartbeat.action.query", query);
  }

  @Test
  void queryRunsOnceEachIntervalAndItsChangesAreCapturedLikeOthers() throws SQLException {
    try (TestingSource source = beating("UPDATE beats SET n = n + 1")) {
      TestingWorker worker = source.with("table.include.list", "orders,beats").start();

      List<SourceRecord> first = worker.pollUntil(HeartbeatQueryIT::isBeat);
      List<SourceRecord> second = worker.pollUntil(HeartbeatQueryIT::isBeat);

      assertThat(first).filteredOn(HeartbeatQueryIT::isBeat).isNotEmpty();
      assertThat(second).filteredOn(HeartbeatQueryIT::isBeat).isNotEmpty();
    }
  }

  private static boolean isBeat(SourceRecord record) {
    return record.topic().equals("shop.public.beats");
  }

  @Test
  void queryOnATableThatIsNotCapturedMovesTheSlotOfAnIdleSource() throws SQLException {
    try (TestingSource source = beating("UPDATE beats SET n = n + 1")) {
      TestingWorker worker = source.with("status.update.interval.ms", "100").start();
      Lsn before = source.slotConfirmed();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                List<SourceRecord> records = worker.poll();
                if (!records.isEmpty()) {
                  worker.deliver(records);
                }
                return source.slotConfirmed().isAfter(before);
              });
    }
  }

  @Test
  void queryThatFailsIsReportedOnceAndDisturbsNothing() throws SQLException {
    try (TestingSource source = beating("UPDATE nothing_here SET n = n + 1");
        LogLines log = LogLines.of("io.dbmazz.postgres.ServerMonitor")) {
      TestingWorker worker = source.with("status.update.interval.ms", "100").start();
      await().until(() -> log.contains("heartbeat.action.query failed, trying again"));
      source.sql("INSERT INTO orders VALUES (1)", "CREATE TABLE nothing_here AS SELECT 0 AS n");

      assertThat(worker.pollUntil(record -> record.topic().equals("shop.public.orders")))
          .isNotEmpty();
      await().until(() -> !source.query("SELECT n FROM nothing_here").equals("0"));
      assertThat(log.count("heartbeat.action.query failed, trying again")).isEqualTo(1);
    }
  }
}
