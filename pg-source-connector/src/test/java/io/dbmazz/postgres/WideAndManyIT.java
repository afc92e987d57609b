package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ChangeRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Schemas at PostgreSQL's limits, or at those of patience: {@code -Dtest.tables} says how many. */
class WideAndManyIT {

  private static final Logger LOG = LoggerFactory.getLogger(WideAndManyIT.class);
  private static final int TABLES = Integer.getInteger("test.tables", 1_000);
  private static final int COLUMNS = 1_600;
  private static final int PARTITIONS = 200;

  private static void inBatches(TestingSource source, int count, IntStatement sql)
      throws SQLException {
    inBatches(source, count, 500, sql);
  }

  private static void inBatches(TestingSource source, int count, int batch, IntStatement sql)
      throws SQLException {
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      for (int from = 0; from < count; from += batch) {
        statement.execute(
            IntStream.range(from, Math.min(count, from + batch))
                .mapToObj(sql::of)
                .collect(Collectors.joining(";")));
      }
    }
  }

  @FunctionalInterface
  private interface IntStatement {
    String of(int number);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static long heapInUse() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void thousandsOfTables() throws SQLException {
    try (TestingSource source = TestingSource.on(TestingPostgres.shared())) {
      inBatches(source, TABLES, i -> "CREATE TABLE t" + i + " (id bigint PRIMARY KEY, note text)");
      source.with("table.include.list", "public\\.t\\d+");
      long heap = heapInUse();
      long startedAt = System.nanoTime();
      TestingWorker worker = source.start();
      Duration setup = since(startedAt);
      inBatches(source, TABLES, i -> "INSERT INTO t" + i + " VALUES (1, 'x')");
      long polledAt = System.nanoTime();
      List<SourceRecord> first = worker.poll(TABLES);
      Duration firstRows = since(polledAt);
      long perTable = (heapInUse() - heap) / TABLES;
      inBatches(source, TABLES, i -> "INSERT INTO t" + i + " VALUES (2, 'x')");
      long polledAgainAt = System.nanoTime();
      assertThat(worker.poll(TABLES)).hasSize(TABLES);
      Duration secondRows = since(polledAgainAt);
      LOG.warn(
          "{} tables: setup {}, first row of each {}, second {}, {} bytes of heap per table",
          TABLES,
          setup,
          firstRows,
          secondRows,
          perTable);

      assertThat(first).extracting(SourceRecord::topic).doesNotHaveDuplicates().hasSize(TABLES);
      assertThat(setup).isLessThan(Duration.ofSeconds(30));
      assertThat(perTable).isLessThan(64 * 1024);
    }
  }

  @Test
  void snapshotOfThousandsOfTables() throws SQLException {
    try (TestingSource source = TestingSource.on(TestingPostgres.shared())) {
      inBatches(
          source,
          TABLES,
          i ->
              "CREATE TABLE t%1$d (id bigint PRIMARY KEY); INSERT INTO t%1$d VALUES (1)"
                  .formatted(i));
      source.with("table.include.list", "public\\.t\\d+").with("snapshot.mode", "initial");
      long heap = heapInUse();
      long startedAt = System.nanoTime();
      TestingWorker worker = source.start();
      List<SourceRecord> rows = rowsOf(worker);
      Duration read = since(startedAt);
      long perTable = (heapInUse() - heap) / TABLES;
      LOG.warn("Snapshot of {} tables: {}, {} bytes of heap per table", TABLES, read, perTable);

      assertThat(rows).extracting(SourceRecord::topic).doesNotHaveDuplicates().hasSize(TABLES);
      assertThat(perTable).isLessThan(64 * 1024);
    }
  }

  private static List<SourceRecord> rowsOf(TestingWorker worker) {
    List<SourceRecord> rows = new ArrayList<>();
    await()
        .atMost(Duration.ofMillis(30_000 + 100L * TABLES))
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              rows.addAll(Rows.of(worker.poll()));
              return rows.size() >= TABLES;
            });
    return rows;
  }

  @Test
  void moreTablesThanTheServerHasLocks() throws SQLException {
    int tables = 1_500;
    try (TestingPostgres small =
            TestingPostgres.start(
                Map.of(
                    "max_connections", "20",
                    "max_wal_senders", "4",
                    "max_prepared_transactions", "0",
                    "max_locks_per_transaction", "10"));
        TestingSource source = TestingSource.on(small)) {
      inBatches(source, tables, 20, i -> "CREATE TABLE t" + i + " (id bigint PRIMARY KEY)");
      TestingWorker worker = source.with("table.include.list", "public\\.t\\d+").start();
      source.sql("INSERT INTO t0 VALUES (1)", "INSERT INTO t" + (tables - 1) + " VALUES (1)");

      assertThat(worker.poll(2)).hasSize(2);
      assertThat(source.query("SELECT count(*) FROM pg_publication_tables"))
          .isEqualTo(Integer.toString(tables));
    }
  }

  @Test
  void asManyColumnsAsATableCanHave() throws SQLException {
    String columns =
        IntStream.range(1, COLUMNS)
            .mapToObj(i -> "c" + i + " int")
            .collect(Collectors.joining(","));
    String values =
        IntStream.range(1, COLUMNS).mapToObj(Integer::toString).collect(Collectors.joining(","));
    try (TestingSource source =
        TestingSource.on(TestingPostgres.shared())
            .sql("CREATE TABLE orders (id bigint PRIMARY KEY, " + columns + ")")) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO orders VALUES (1," + values + ")",
          "INSERT INTO orders (id) VALUES (2)",
          "UPDATE orders SET c1599 = -1 WHERE id = 1",
          "ALTER TABLE orders REPLICA IDENTITY FULL",
          "DELETE FROM orders WHERE id = 1");

      List<SourceRecord> records = worker.poll(5);

      Struct row = after(records.get(0));
      assertThat(row.schema().fields()).hasSize(COLUMNS);
      for (int i = 1; i < COLUMNS; i++) {
        assertThat(row.getInt32("c" + i)).isEqualTo(i);
      }
      assertThat(after(records.get(1)).getInt32("c800")).isNull();
      assertThat(after(records.get(2)).getInt32("c1599")).isEqualTo(-1);
      assertThat(change(records.get(3)).before().orElseThrow().getInt32("c1598")).isEqualTo(1598);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hundredsOfPartitions(boolean viaRoot) throws SQLException {
    assumeThat(viaRoot && TestingPostgres.shared().majorVersion() < 13).isFalse();
    try (TestingSource source = TestingSource.on(TestingPostgres.shared())) {
      source.sql(
          "CREATE TABLE events (id int, day int, PRIMARY KEY (id, day)) PARTITION BY LIST (day)");
      inBatches(
          source,
          PARTITIONS,
          i -> "CREATE TABLE events_" + i + " PARTITION OF events FOR VALUES IN (" + i + ")");
      source
          .with("table.include.list", viaRoot ? "events" : "public\\.events_.*")
          .with("publish.via.partition.root", Boolean.toString(viaRoot));
      TestingWorker worker = source.start();
      source.sql("INSERT INTO events SELECT i, i % 200 FROM generate_series(0, 999) AS i");
      source.sql("UPDATE events SET day = 1 WHERE id = 0");

      List<SourceRecord> records = worker.poll(1003);

      assertThat(records.subList(0, 1000))
          .extracting(record -> ((Struct) record.key()).getInt32("id"))
          .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
      assertThat(records.stream().map(SourceRecord::topic).distinct())
          .hasSize(viaRoot ? 1 : PARTITIONS);
      assertThat(records.get(1002).topic())
          .isEqualTo(viaRoot ? "shop.public.events" : "shop.public.events_1");
    }
  }

  private static ChangeRecord change(SourceRecord record) {
    return ChangeRecord.of((Struct) record.value());
  }

  private static Struct after(SourceRecord record) {
    return change(record).after().orElseThrow();
  }
}
