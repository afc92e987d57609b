package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ConnectorMetrics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Tables that change while their snapshot is read. */
class SnapshotChangeIT {

  private static final String ORDERS = "shop.public.orders";

  /** A snapshot whose reader waits after two of its chunks, of 4 MB each, while nobody polls. */
  private static TestingSource slow(int rows) throws SQLException {
    return TestingSource.withManyOrders(TestingPostgres.shared(), rows)
        .with("max.queue.size.in.bytes", "12000000");
  }

  @Test
  void concurrentWritersAndParallelReadersConverge() throws Exception {
    try (TestingSource source =
        TestingSource.withManyOrders(TestingPostgres.shared(), 20_000)
            .with("snapshot.max.threads", "3")) {
      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(source, stop));
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(20_000);
      stop.set(true);
      writer.get();
      source.sql("INSERT INTO orders VALUES (100000)");
      records.addAll(worker.pollTo(100_000));

      assertThat(new Replica().apply(records).table(ORDERS))
          .isEqualTo(source.table("SELECT id, note FROM orders", 1));
      assertThat(Rows.idsRead(records)).doesNotHaveDuplicates();
    }
  }

  private static void write(TestingSource source, AtomicBoolean stop) {
    try {
      for (int i = 0; !stop.get(); i++) {
        source.transaction(
            "UPDATE orders SET note = 'u" + i + "' WHERE id % 1000 = " + i % 1000,
            "DELETE FROM orders WHERE id = " + (i * 7 % 20_000),
            "INSERT INTO orders VALUES (" + (30_000 + i) + ", 'new')");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void rowsOfATableWithoutAKeyComeOnceAmongConcurrentWriters() throws Exception {
    try (TestingSource source =
        TestingSource.withOrdersWithoutKey(9_000).with("snapshot.max.threads", "2")) {
      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<Long> writer = CompletableFuture.supplyAsync(() -> insert(source, stop));
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(9_000);
      stop.set(true);
      long last = writer.get();
      source.sql("INSERT INTO orders VALUES (1000000)");
      records.addAll(worker.pollTo(1_000_000));

      List<Object> expected = new ArrayList<>(LongStream.rangeClosed(1, last).boxed().toList());
      expected.add(1_000_000L);
      assertThat(new Replica().apply(records).column(ORDERS, "id")).isEqualTo(expected);
    }
  }

  /** Some in subtransactions, whose numbers snapshots do not list like others. */
  private static long insert(TestingSource source, AtomicBoolean stop) {
    try {
      long id = 9_000;
      while (!stop.get()) {
        source.transaction(
            "INSERT INTO orders VALUES (" + ++id + ")",
            "SAVEPOINT s",
            "INSERT INTO orders VALUES (" + ++id + ")",
            "RELEASE s");
      }
      return id;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void truncateInTheMiddleEmptiesTheTarget() throws SQLException {
    try (TestingSource source = slow(12_000)) {
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(100);
      source.sql("TRUNCATE orders", "INSERT INTO orders VALUES (1, 'after'), (20000, 'last')");
      records.addAll(worker.pollTo(20_000));

      assertThat(new Replica().apply(records).table(ORDERS))
          .isEqualTo(source.table("SELECT id, note FROM orders", 1));
    }
  }

  @Test
  void fullVacuumInTheMiddleLosesNothing() throws SQLException {
    try (TestingSource source = slow(12_000)) {
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(100);
      source.sql(
          "DELETE FROM orders WHERE id < 2000",
          "VACUUM FULL orders",
          "INSERT INTO orders VALUES (20000, 'last')");
      records.addAll(worker.pollTo(20_000));

      assertThat(new Replica().apply(records).table(ORDERS))
          .isEqualTo(source.table("SELECT id, note FROM orders", 1));
    }
  }

  @Test
  void rewritingAlterTableInTheMiddleLosesNothing() throws SQLException {
    try (TestingSource source = slow(12_000)) {
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(100);
      source.sql(
          "ALTER TABLE orders ALTER id TYPE numeric(20)",
          "ALTER TABLE orders ALTER id TYPE bigint",
          "INSERT INTO orders VALUES (20000, 'last')");
      records.addAll(worker.pollTo(20_000));

      assertThat(new Replica().apply(records).table(ORDERS))
          .isEqualTo(source.table("SELECT id, note FROM orders", 1));
    }
  }

  @Test
  void columnDroppedOrAddedInTheMiddleIsNoObstacle() throws SQLException {
    try (TestingSource source = slow(12_000).sql("ALTER TABLE orders ADD extra int DEFAULT 5")) {
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(100);
      source.sql(
          "ALTER TABLE orders DROP extra, ADD more int",
          "INSERT INTO orders VALUES (20000, 'last', 7)");
      records.addAll(worker.pollTo(20_000));

      assertThat(new Replica().apply(records).table(ORDERS).keySet())
          .isEqualTo(source.table("SELECT id, note FROM orders", 1).keySet());
      assertThat(Rows.change(Rows.of(records).get(11_999)).after().orElseThrow().schema().fields())
          .extracting(field -> field.name())
          .containsExactly("id", "note", "more");
    }
  }

  @Test
  void tableDroppedInTheMiddleIsLeft() throws SQLException {
    try (TestingSource source =
        slow(12_000)
            .sql("CREATE TABLE zoo (id bigint PRIMARY KEY)", "INSERT INTO zoo VALUES (7)")
            .with("table.include.list", "orders,zoo")) {
      TestingWorker worker = source.start();
      worker.pollRows(100);
      source.sql("DROP TABLE orders");

      assertThat(Rows.of(worker.pollRead(7)))
          .last()
          .satisfies(row -> assertThat(row.topic()).isEqualTo("shop.public.zoo"));
    }
  }

  @Test
  void noTableIsLockedWhileNobodyPolls() throws SQLException {
    try (TestingSource source = slow(12_000)) {
      TestingWorker worker = source.start();
      List<SourceRecord> records = worker.pollRows(100);

      source.sql("ALTER TABLE orders ADD later int");

      records.addAll(worker.pollRows(12_000 - Rows.of(records).size()));
      assertThat(Rows.idsRead(records)).contains(1L, 12_000L);
    }
  }

  @Test
  void manyTablesAreCheap() throws SQLException {
    int tables = Integer.getInteger("dbmazz.snapshot.tables", 1_000);
    try (TestingSource source =
        TestingSource.on(TestingPostgres.shared())
            .sql(
                "DO $$ BEGIN FOR i IN 1.."
                    + tables
                    + " LOOP"
                    + " EXECUTE format('CREATE TABLE t_%s (id bigint PRIMARY KEY)', i);"
                    + " IF i % 2 = 0 THEN EXECUTE format('INSERT INTO t_%s VALUES (%s)', i, i);"
                    + " END IF; IF i % 500 = 0 THEN COMMIT; END IF; END LOOP; END $$")
            .with("table.include.list", "public\\.t_.*")
            .with("snapshot.mode", "initial")) {
      TestingWorker worker = source.start();
      long began = System.nanoTime();
      List<SourceRecord> records = worker.pollRows(tables / 2);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                records.addAll(worker.poll());
                return worker.gauge(ConnectorMetrics.SNAPSHOT_TABLES_DONE) == tables;
              });

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
      assertThat(Rows.of(records)).hasSize(tables / 2);
    }
  }
}
