package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.SetupException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** A primary with a streaming standby: reading from the standby, and going on after a failover. */
class StandbyIT {

  private static final String PHYSICAL = "SELECT pg_create_physical_replication_slot('standby')";

  private static List<String> keys(List<SourceRecord> records) {
    return records.stream().map(record -> record.key().toString()).toList();
  }

  private static boolean isOrder(SourceRecord record) {
    return record.topic().equals("shop.public.orders");
  }

  private static void awaitReplay(TestingSource source, TestingPostgres standby)
      throws SQLException {
    String end = source.serverEnd().toString();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> source.queryOn(standby, "SELECT pg_last_wal_replay_lsn() >= '" + end + "'"),
            "t"::equals);
  }

  @Test
  void standbyIsASourceFromPostgres16OnAndAfterItsPromotion() throws SQLException {
    try (TestingPostgres primary = TestingPostgres.start();
        TestingSource source = TestingSource.withOrders(primary)) {
      source.sql(PHYSICAL);
      try (TestingPostgres standby = primary.startStandby("standby", Map.of())) {
        awaitReplay(source, standby);
        source.with("database.port", Integer.toString(standby.port()));
        if (primary.majorVersion() < 16) {
          assertThatThrownBy(source::start)
              .isInstanceOf(SetupException.class)
              .hasMessageContaining("The server is a standby")
              .hasMessageContaining("standbys from 16 on");
          return;
        }
        assertThatThrownBy(source::start)
            .isInstanceOf(SetupException.class)
            .hasMessageContaining("On the primary: CREATE PUBLICATION \"shop_pub\"");

        source.sql("CREATE PUBLICATION shop_pub FOR TABLE orders");
        awaitReplay(source, standby);
        readFrom(source, standby);
      }
    }
  }

  private static void readFrom(TestingSource source, TestingPostgres standby) throws SQLException {
    source.sql("INSERT INTO orders SELECT k FROM generate_series(1001, 1100) AS k");
    awaitReplay(source, standby);
    TestingWorker worker = startOnStandby(source.with("snapshot.mode", "initial"));
    assertThat(worker.pollRows(100)).hasSizeGreaterThanOrEqualTo(100);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              worker.poll();
              return source.queryOn(
                  standby, "SELECT active FROM pg_replication_slots WHERE NOT temporary");
            },
            "t"::equals);
    source.sql("INSERT INTO orders VALUES (1)");
    List<SourceRecord> records = new ArrayList<>(worker.poll(1));
    worker.deliver(records);

    standby.execute("SELECT pg_promote()");
    standby.executeIn(source.database(), "INSERT INTO orders VALUES (2)");
    records.addAll(worker.poll(1));

    assertThat(keys(records)).containsExactly("Struct{id=1}", "Struct{id=2}");
    worker.close();
  }

  /** The new slot waits for the primary to write down its running transactions. */
  private static TestingWorker startOnStandby(TestingSource source) {
    CompletableFuture<TestingWorker> starting = CompletableFuture.supplyAsync(source::start);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              source.sql("SELECT pg_log_standby_snapshot()");
              return starting.isDone();
            });
    return starting.join();
  }

  @Test
  void failoverSlotLosesNothingWhenTheStandbyTakesOver() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(17);
    try (TestingPostgres primary =
            TestingPostgres.start(Map.of("synchronized_standby_slots", "standby"));
        TestingSource source = TestingSource.withOrders(primary).with("slot.failover", "true")) {
      source.sql(PHYSICAL);
      try (TestingPostgres standby =
          primary.startStandby("standby", Map.of("sync_replication_slots", "on"))) {
        List<SourceRecord> records = new ArrayList<>(readUntilSynced(source, standby));
        source.with("database.port", Integer.toString(standby.port()));
        TestingWorker waiting = source.start();
        await().until(() -> waiting.poll().isEmpty() && !waiting.retried().isEmpty());
        assertThat(waiting.retried().get(0))
            .hasMessageContaining("cannot be read while this server is a standby");

        primary.crash();
        standby.execute("SELECT pg_promote()");
        standby.executeIn(source.database(), "INSERT INTO orders VALUES (3)");
        records.addAll(waiting.poll(2));

        assertThat(keys(records)).containsExactly("Struct{id=1}", "Struct{id=2}", "Struct{id=3}");
        waiting.close();
        primary.startAgain();
      }
    }
  }

  /**
   * The second row is on the standby, but read by nobody. The standby keeps its copy of the slot
   * only when the primary's has moved past what the standby started with.
   */
  private static List<SourceRecord> readUntilSynced(TestingSource source, TestingPostgres standby)
      throws SQLException {
    List<SourceRecord> records;
    try (TestingWorker worker =
        source
            .with("heartbeat.interval.ms", "100")
            .with("status.update.interval.ms", "100")
            .start()) {
      source.sql("INSERT INTO orders VALUES (1)");
      List<SourceRecord> first = worker.pollUntil(StandbyIT::isOrder);
      records = first.stream().filter(StandbyIT::isOrder).toList();
      worker.deliver(first);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                List<SourceRecord> heartbeats = worker.poll();
                if (!heartbeats.isEmpty()) {
                  worker.deliver(heartbeats);
                }
                source.sql("SELECT pg_log_standby_snapshot()");
                return source.queryOn(
                    standby,
                    "SELECT synced AND NOT temporary FROM pg_replication_slots WHERE slot_name = '"
                        + source.slot()
                        + "'");
              },
              "t"::equals);
    }
    source.with("heartbeat.interval.ms", "0").sql("INSERT INTO orders VALUES (2)");
    awaitReplay(source, standby);
    return records;
  }

  /** Without synchronized_standby_slots the primary may tell us more than the standby knows. */
  @Test
  void standbyThatWasBehindUsIsRefusedWhenItTakesOver() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(17);
    try (TestingPostgres primary = TestingPostgres.start();
        TestingSource source = TestingSource.withOrders(primary).with("slot.failover", "true")) {
      source.sql(PHYSICAL);
      try (TestingPostgres standby =
          primary.startStandby("standby", Map.of("sync_replication_slots", "on"))) {
        readUntilSynced(source, standby);
        TestingWorker worker = reach(source, primary, standby).start();
        standby.execute("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
        await()
            .until(
                () -> source.queryOn(standby, "SELECT count(*) FROM pg_stat_wal_receiver"),
                "0"::equals);
        source.sql("INSERT INTO orders VALUES (3)");
        worker.poll(2);

        primary.crash();
        standby.execute("SELECT pg_promote()");

        SlotWatchIT.assertFails(worker)
            .isInstanceOf(SetupException.class)
            .hasMessageContaining("the server is on timeline 2, which left timeline 1 at")
            .hasMessageContaining("the standby that took over had less");
        worker.close();
        primary.startAgain();
      }
    }
  }

  /** The first of the servers that can be reached. */
  private static TestingSource reach(TestingSource source, TestingPostgres... servers) {
    String hosts =
        Stream.of(servers)
            .map(server -> server.host() + ":" + server.port())
            .collect(Collectors.joining(","));
    for (String key : List.of("database.hostname", "database.port", "database.dbname")) {
      source.properties().remove(key);
    }
    return source.with("database.url", "postgres://" + hosts + "/" + source.database());
  }

  @Test
  void failoverSlotIsRefusedByServersThatHaveNone() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isLessThan(17);
    try (TestingSource source = TestingSource.withOrders().with("slot.failover", "true")) {
      assertThatThrownBy(source::start)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("slot.failover needs PostgreSQL 17 or newer");
    }
  }

  @Test
  void failoverWithoutTheSlotIsRefused() throws SQLException {
    try (TestingPostgres primary = TestingPostgres.start();
        TestingSource source = TestingSource.withOrders(primary)) {
      source.sql(PHYSICAL);
      try (TestingPostgres standby = primary.startStandby("standby", Map.of())) {
        TestingWorker worker = source.start();
        source.sql("INSERT INTO orders VALUES (1)");
        worker.deliver(worker.poll(1));
        worker.close();
        awaitReplay(source, standby);

        standby.execute("SELECT pg_promote()");
        source.with("database.port", Integer.toString(standby.port()));

        assertThatThrownBy(source::start)
            .isInstanceOf(SetupException.class)
            .hasMessageContaining("does not exist, but an offset is stored up to");
      }
    }
  }
}
