package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Lsn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Nothing happens in the captured tables while WAL is written elsewhere. */
class IdleSlotIT {

  private static final long SEGMENT = 16L * 1024 * 1024;

  private static TestingSource idle(TestingPostgres postgres) throws SQLException {
    return TestingSource.withOrders(postgres)
        .with("heartbeat.interval.ms", "100")
        .with("status.update.interval.ms", "200");
  }

  /** WAL that the slot makes the server keep. */
  private static long retained(TestingSource source) throws SQLException {
    Lsn restart = Lsn.parse(source.slotColumn("restart_lsn"));
    return source.serverEnd().value() - restart.value();
  }

  /** Writes a few segments and waits until the server may forget them. */
  private static void assertNothingPilesUp(TestingSource source, Runnable busy)
      throws SQLException {
    TestingWorker worker = source.start();
    Lsn before = Lsn.parse(source.slotColumn("restart_lsn"));
    for (int i = 0; i < 4; i++) {
      busy.run();
      source.sql("SELECT pg_switch_wal()");
    }
    assertThat(retained(source)).isGreaterThan(3 * SEGMENT);

    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              List<SourceRecord> heartbeats = worker.poll();
              if (!heartbeats.isEmpty()) {
                worker.deliver(heartbeats);
              }
              // What moves restart_lsn is a record of running transactions, as checkpoints write.
              source.sql("CHECKPOINT");
              return retained(source) < SEGMENT;
            });
    assertThat(Lsn.parse(source.slotColumn("restart_lsn")).isAfter(before)).isTrue();
  }

  @Test
  void walOfAnotherDatabaseIsNotHeldBack() throws SQLException {
    try (TestingPostgres postgres = TestingPostgres.start();
        TestingSource source = idle(postgres);
        TestingSource neighbour = TestingSource.withOrders(postgres)) {
      assertNothingPilesUp(source, () -> write(neighbour, "orders"));
    }
  }

  @Test
  void walOfTablesThatAreNotCapturedIsNotHeldBack() throws SQLException {
    try (TestingPostgres postgres = TestingPostgres.start();
        TestingSource source = idle(postgres)) {
      source.sql("CREATE TABLE busy (id bigint, note text)");
      assertNothingPilesUp(source, () -> write(source, "busy"));
    }
  }

  private static void write(TestingSource source, String table) {
    try {
      source.sql(
          "INSERT INTO " + table + " SELECT 1000000 + i FROM generate_series(1, 5000) AS i",
          "DELETE FROM " + table);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
