package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections and servers that go away while a snapshot is read. */
class SnapshotFaultIT {

  private static final String ORDERS = "shop.public.orders";
  private static final int ROWS = 16_000;

  private static TestingPostgres postgres;

  @BeforeAll
  static void start() {
    postgres = TestingPostgres.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  /** A snapshot that waits after half of the rows while nobody polls. */
  private static TestingSource slow() throws SQLException {
    return TestingSource.withManyOrders(postgres, ROWS).with("max.queue.size.in.bytes", "12000000");
  }

  private static void assertConverges(
      TestingSource source, TestingWorker worker, List<SourceRecord> records) throws SQLException {
    source.sql("INSERT INTO orders VALUES (20000, 'last')");
    records.addAll(worker.pollTo(20_000));
    assertThat(new Replica().apply(records).table(ORDERS))
        .isEqualTo(source.table("SELECT id, note FROM orders", 1));
    assertThat(Rows.idsRead(records))
        .as("chunks that were emitted are not read again")
        .hasSizeLessThan(ROWS + 10_000);
  }

  @Test
  void readersThatLoseTheirConnectionAreReplaced() throws SQLException {
    try (TestingSource source = slow()) {
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(5_000);

      source.query(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND application_name LIKE 'dbmazz%'");

      source.sql("DELETE FROM orders WHERE id IN (1, 15000)");
      assertConverges(source, worker, records);
    }
  }

  @Test
  void cutNetworkIsSurvived() throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(postgres);
        TestingSource source = slow().with("database.port", Integer.toString(proxy.port()))) {
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(5_000);

      proxy.cut();

      source.sql("DELETE FROM orders WHERE id IN (1, 15000)");
      assertConverges(source, worker, records);
    }
  }

  @Test
  void restartedServerIsSurvived() throws SQLException {
    try (TestingSource source = slow()) {
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(5_000);

      postgres.crash();
      postgres.startAgain();

      source.sql("DELETE FROM orders WHERE id IN (1, 15000)");
      assertConverges(source, worker, records);
    }
  }

  @Test
  void rowsWithoutAKeyComeOnceAlthoughReadersAreReplaced() throws SQLException {
    try (TestingSource source =
        TestingSource.on(postgres)
            .sql(
                "CREATE TABLE orders (id bigint, note text)",
                "INSERT INTO orders SELECT g, repeat('x', 900) FROM generate_series(1, 16000) g")
            .with("replica.identity.autoset.values", "orders:FULL")
            .with("max.queue.size.in.bytes", "12000000")
            .with("snapshot.mode", "initial")) {
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(5_000);
      source.query(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND application_name LIKE 'dbmazz%'");
      source.sql("INSERT INTO orders VALUES (20000)");
      records.addAll(worker.pollTo(20_000));

      assertThat(new Replica().apply(records).column(ORDERS, "id"))
          .hasSize(ROWS + 1)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void stoppingInTheMiddleIsQuickAndLeavesNothingOnTheServer() throws SQLException {
    try (TestingSource source = slow()) {
      TestingWorker worker = source.start();
      worker.pollRows(100);
      long began = System.nanoTime();
      worker.close();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  source
                      .query(
                          "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                              + " current_database() AND application_name LIKE 'dbmazz%'")
                      .equals("0"));
      assertThat(source.query("SELECT count(*) FROM pg_replication_slots WHERE temporary"))
          .isEqualTo("0");
    }
  }
}
