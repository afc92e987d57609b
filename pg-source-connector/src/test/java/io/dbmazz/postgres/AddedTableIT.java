package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Tables that are added to a job that streams already. */
class AddedTableIT {

  private static final String TOPIC = "shop.public.items";

  /** A job that has read orders, and the table items that it does not capture. */
  private static TestingSource job() throws SQLException {
    TestingSource source =
        TestingSource.withOrders()
            .with("snapshot.mode", "initial")
            .with("incremental.snapshot.chunk.size", "10")
            .sql(
                "INSERT INTO orders VALUES (1, 'read at first')",
                "CREATE TABLE items (id bigint PRIMARY KEY, rev bigint)",
                "INSERT INTO items SELECT k, k FROM generate_series(1, 35) AS k");
    try (TestingWorker worker = source.start()) {
      worker.deliver(worker.pollUntil(TableOffsets.done("public.orders")));
      source.sql("INSERT INTO orders VALUES (2, 'streamed')");
      worker.deliver(worker.pollUntil(record -> record.topic().equals("shop.public.orders")));
    }
    return source.with("table.include.list", "orders,items");
  }

  private static List<SourceRecord> items(List<SourceRecord> records) {
    return records.stream().filter(record -> record.topic().equals(TOPIC)).toList();
  }

  private static List<Long> ids(List<SourceRecord> records) {
    return items(records).stream().map(record -> ((Struct) record.key()).getInt64("id")).toList();
  }

  @Test
  void rowsOfAnAddedTableAreReadOnceAndInOrderAndNoOthers() throws SQLException {
    try (TestingSource source = job()) {
      List<SourceRecord> records;
      try (TestingWorker worker = source.start()) {
        records = worker.pollUntil(TableOffsets.done("public.items"));
        worker.deliver(records);
      }

      assertThat(ids(records)).hasSize(35).isSorted().doesNotHaveDuplicates();
      assertThat(records).noneMatch(record -> record.topic().equals("shop.public.orders"));
      Struct source35 = ((Struct) records.get(34).value()).getStruct("source");
      assertThat(source35.getString("snapshot")).isEqualTo("incremental");
      try (TestingWorker next = source.start()) {
        source.sql("INSERT INTO items VALUES (99, 99)");
        assertThat(ids(next.poll(1))).as("not read again").containsExactly(99L);
      }
    }
  }

  @Test
  void writerThatWasOpenWhenTheTableWasPublishedIsWaitedForByName() throws SQLException {
    try (TestingSource source = job();
        LogLines log = LogLines.of("io.dbmazz.postgres.snapshot.incremental");
        Connection open = source.connect();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("INSERT INTO items VALUES (1000, 1), (-1, 1)");
      String pid = TestingSource.pid(statement);
      LastRecordWins consumer = new LastRecordWins(TOPIC);
      try (TestingWorker worker = source.start()) {
        await()
            .until(
                () -> {
                  consumer.accept(worker.poll());
                  return log.lines().stream().anyMatch(line -> line.contains("pid " + pid));
                });
        statement.execute("INSERT INTO items VALUES (1001, 1)");
        open.commit();
        consumer.accept(worker.pollUntil(TableOffsets.done("public.items")));
      }
      assertThat(consumer.rows()).hasSize(38);
      assertThat(consumer.rows()).containsKeys(List.of("1000"), List.of("1001"), List.of("-1"));
      assertThat(consumer.violations()).isEmpty();
    }
  }

  @Test
  void killedReadingGoesOnBehindTheLastKeyThatWasStored() throws SQLException {
    try (TestingSource source = job()) {
      List<SourceRecord> all = new ArrayList<>();
      try (TestingWorker worker = source.with("max.batch.size", "5").start()) {
        List<SourceRecord> some =
            worker.pollUntil(record -> "[\"20\"]".equals(TableOffsets.key(record)));
        worker.deliver(some);
        all.addAll(some);
        worker.poll();
      }
      source.sql("INSERT INTO items VALUES (1000, 1)", "DELETE FROM items WHERE id = 30");
      try (TestingWorker worker = source.start()) {
        List<SourceRecord> rest = worker.pollUntil(TableOffsets.done("public.items"));
        List<SourceRecord> read =
            rest.stream()
                .filter(record -> record.value() != null)
                .filter(record -> record.topic().equals(TOPIC))
                .filter(record -> ((Struct) record.value()).getString("op").equals("r"))
                .toList();
        assertThat(ids(read)).as("behind what was stored").allMatch(id -> id > 20);
        all.addAll(rest);
      }
      LastRecordWins consumer = new LastRecordWins(TOPIC);
      consumer.accept(all);
      assertThat(consumer.rows()).hasSize(35).containsKey(List.of("1000"));
      assertThat(consumer.rows()).doesNotContainKey(List.of("30"));
    }
  }

  @Test
  void tableThatWasTakenOutAndIsPutBackIsReadAnew() throws SQLException {
    try (TestingSource source = job()) {
      try (TestingWorker worker = source.start()) {
        worker.deliver(worker.pollUntil(TableOffsets.done("public.items")));
      }
      source.with("table.include.list", "orders").sql("DELETE FROM items WHERE id = 1");
      try (TestingWorker worker = source.start()) {
        source.sql("INSERT INTO items VALUES (99, 99)", "INSERT INTO orders VALUES (9)");
        worker.deliver(worker.pollUntil(record -> record.topic().equals("shop.public.orders")));
      }
      source.with("table.include.list", "orders,items");
      try (TestingWorker worker = source.start()) {
        assertThat(ids(worker.pollUntil(TableOffsets.done("public.items"))))
            .hasSize(35)
            .contains(99L);
      }
    }
  }

  @Test
  void tableWithoutAKeyIsReadWholeBeforeTheStreamGoesOn() throws SQLException {
    try (TestingSource source = job()) {
      source.sql(
          "CREATE TABLE events (id bigint, note text)",
          "ALTER TABLE events REPLICA IDENTITY FULL",
          "INSERT INTO events SELECT k FROM generate_series(1, 20) AS k");
      source.with("table.include.list", "orders,events");
      try (TestingWorker worker = source.start()) {
        List<SourceRecord> records = worker.pollUntil(TableOffsets.done("public.events"));
        assertThat(records.stream().filter(r -> r.topic().equals("shop.public.events")))
            .hasSize(20);
      }
    }
  }

  @Test
  void connectionLostWhileReadingIsMadeAnew() throws SQLException {
    try (TestingSource source = job();
        LogLines log = LogLines.of("io.dbmazz.postgres.snapshot.incremental");
        Connection open = source.connect();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("LOCK TABLE items IN ROW EXCLUSIVE MODE");
      try (TestingWorker worker = source.start()) {
        await()
            .until(
                () -> {
                  worker.poll();
                  String reader =
                      source.query(
                          "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                              + " AND query LIKE '%pg_locks%' AND pid <> pg_backend_pid()");
                  source.query("SELECT pg_terminate_backend(" + reader + ")");
                  return log.lines().stream().anyMatch(line -> line.contains("was interrupted"));
                });
        open.rollback();
        assertThat(ids(worker.pollUntil(TableOffsets.done("public.items")))).hasSize(35);
      }
    }
  }
}
