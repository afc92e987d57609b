package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Signals that an operator inserts into the signal table. */
class SignalIT {

  private static final String TOPIC = "shop.public.items";

  private static TestingSource source() throws SQLException {
    return TestingSource.signalled(TestingPostgres.shared())
        .sql(
            "CREATE TABLE items (id bigint PRIMARY KEY, rev bigint)",
            "INSERT INTO items SELECT k, k FROM generate_series(1, 25) AS k")
        .with("table.include.list", "items")
        .with("incremental.snapshot.chunk.size", "10");
  }

  private static long reads(List<SourceRecord> records) {
    return records.stream().filter(record -> record.topic().equals(TOPIC)).count();
  }

  private static boolean isUpdate(SourceRecord record) {
    return record.topic().equals(TOPIC) && ((Struct) record.value()).getString("op").equals("u");
  }

  private static void assertNothingIsReadAgain(TestingSource source) throws SQLException {
    try (TestingWorker worker = source.start()) {
      source.sql("INSERT INTO items VALUES (100, 100)");
      assertThat(reads(worker.pollUntil(record -> record.topic().equals(TOPIC)))).isEqualTo(1);
    }
  }

  @Test
  void tableIsReadAnewAndTheSignalItselfIsNoRecord() throws SQLException {
    try (TestingSource source = source();
        TestingWorker worker = source.start()) {
      source.signal("execute-snapshot", "public.items");
      List<SourceRecord> first = worker.pollUntil(TableOffsets.done("public.items"));
      source.signal("execute-snapshot", "public\\\\.it.*");
      List<SourceRecord> second = worker.pollUntil(TableOffsets.done("public.items"));

      assertThat(reads(first)).isEqualTo(25);
      assertThat(reads(second)).isEqualTo(25);
      assertThat(first).noneMatch(record -> record.topic().contains("signals"));
    }
  }

  @Test
  void windowOfAnIdleServerClosesAtOnce() throws SQLException {
    try (TestingSource source = source();
        TestingWorker worker = source.with("poll.interval.ms", "60000").start()) {
      Instant begun = Instant.now();
      source.signal("execute-snapshot", "public.items");
      worker.pollUntil(TableOffsets.done("public.items"));

      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void signalOutlivesACrashBeforeAnythingWasRead() throws SQLException {
    try (TestingSource source = source().with("heartbeat.interval.ms", "50");
        Connection open = source.connect();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      try (TestingWorker worker = source.start()) {
        statement.execute("LOCK TABLE items IN ROW EXCLUSIVE MODE");
        source.signal("execute-snapshot", "public.items");
        worker.deliver(worker.pollUntil(record -> record.sourceOffset().containsKey("signals")));
        await().until(() -> source.slotConfirmed().equals(worker.confirmed()));
      }
      open.rollback();
      try (TestingWorker worker = source.start()) {
        List<SourceRecord> records = worker.pollUntil(TableOffsets.done("public.items"));
        assertThat(reads(records)).isEqualTo(25);
        worker.deliver(records);
        worker.deliver(
            worker.pollUntil(
                record ->
                    !record.sourcePartition().containsKey("table")
                        && !record.sourceOffset().containsKey("signals")));
      }
      assertNothingIsReadAgain(source);
    }
  }

  @Test
  void stoppedReadingIsNotTakenUpAgain() throws SQLException {
    try (TestingSource source = source();
        Connection open = source.connect();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      try (TestingWorker worker = source.start()) {
        statement.execute("LOCK TABLE items IN ROW EXCLUSIVE MODE");
        source.signal("execute-snapshot", "public.items");
        source.signal("stop-snapshot", "public.items");
        List<SourceRecord> records = worker.pollUntil(TableOffsets.done("public.items"));
        worker.deliver(records);
        assertThat(reads(records)).isZero();
      }
      open.rollback();
      assertNothingIsReadAgain(source);
    }
  }

  @Test
  void signalThatCannotBeObeyedIsAnErrorInTheLogAndNothingStops() throws SQLException {
    try (TestingSource source = source();
        LogLines log = LogLines.of("io.dbmazz.postgres.snapshot.incremental");
        TestingWorker worker = source.start()) {
      source.signal("execute-snapshot", "public.nosuch");
      source.sql("INSERT INTO signals VALUES ('1', 'execute-snapshot', 'not JSON')");
      source.sql("INSERT INTO items VALUES (100, 100)");

      assertThat(reads(worker.pollUntil(record -> record.topic().equals(TOPIC)))).isEqualTo(1);
      assertThat(log.lines())
          .anyMatch(line -> line.contains("no captured table is 'public.nosuch'"));
      assertThat(log.lines()).anyMatch(line -> line.contains("Malformed JSON"));
    }
  }

  @Test
  void tableThatIsDroppedBeforeItsTurnStopsNothing() throws SQLException {
    try (TestingSource source = source();
        LogLines log = LogLines.of("io.dbmazz.postgres.snapshot.incremental");
        TestingWorker worker = source.with("table.include.list", "items,o.*").start()) {
      source.transaction(
          "DROP TABLE items",
          "INSERT INTO signals VALUES ('1', 'execute-snapshot',"
              + " '{\"data-collections\": [\"public.items\"]}')");
      await()
          .until(
              () -> {
                worker.poll();
                return log.lines().stream()
                    .anyMatch(line -> line.contains("Table public.items does not exist"));
              });
    }
  }

  @Test
  void roleThatMayOnlyReadIsEnough() throws SQLException {
    try (TestingSource source = source()) {
      String role = "reader_" + source.database();
      source.start().close();
      source.sql(
          "CREATE ROLE " + role + " LOGIN REPLICATION PASSWORD 'secret'",
          "ALTER ROLE " + role + " SET default_transaction_read_only = on",
          "GRANT SELECT ON items, signals TO " + role);
      source.with("database.user", role).with("publication.autocreate.mode", "disabled");
      try (TestingWorker worker = source.start()) {
        source.signal("execute-snapshot", "public.items");
        assertThat(reads(worker.pollUntil(TableOffsets.done("public.items")))).isEqualTo(25);
      } finally {
        source.sql("DROP OWNED BY " + role, "DROP ROLE " + role);
      }
    }
  }

  @Test
  void columnAddedWhileATableIsReadIsInAllRowsReadAfterIt() throws SQLException {
    try (TestingSource source = source();
        TestingWorker worker = source.with("max.batch.size", "1").start()) {
      source.signal("execute-snapshot", "public.items");
      worker.pollUntil(record -> record.topic().equals(TOPIC));
      source.sql(
          "ALTER TABLE items ADD note text DEFAULT 'added'",
          "UPDATE items SET rev = 1000 WHERE id = 25");
      List<SourceRecord> records = new ArrayList<>();
      await()
          .until(
              () -> {
                records.addAll(worker.poll());
                return records.stream().anyMatch(TableOffsets.done("public.items"))
                    && records.stream().anyMatch(SignalIT::isUpdate);
              });
      LastRecordWins consumer = new LastRecordWins(TOPIC);
      consumer.accept(records);

      assertThat(consumer.violations()).isEmpty();
      assertThat(consumer.rows().get(List.of("25"))).containsEntry("note", "added");
      assertThat(
              records.stream()
                  .filter(record -> record.topic().equals(TOPIC))
                  .map(record -> ((Struct) record.value()).getStruct("after").schema().fields()))
          .as("one shape after the other")
          .satisfies(shapes -> assertThat(shapes.stream().map(List::size).toList()).isSorted());
    }
  }
}
