package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.record.Lsn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Transactions that the server sends while they are open. */
class StreamedTransactionIT {

  private static final long LAST = 1_000_000;

  private static TestingSource streaming() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(14);
    TestingSource source = TestingSource.withOrders().with("streaming.mode", "on");
    return source
        .with("spool.memory.bytes", "20000")
        .sql("ALTER DATABASE " + source.database() + " SET logical_decoding_work_mem = '64kB'");
  }

  /** Enough rows for the server to stream what it has so far. */
  private static String rows(long first, long count) {
    return "INSERT INTO orders SELECT id, repeat('x', 100) FROM generate_series("
        + first
        + ", "
        + (first + count - 1)
        + ") id";
  }

  private static void awaitStreamed(TestingSource source, TestingWorker worker, long transactions) {
    await()
        .until(
            () -> {
              assertThat(worker.poll()).isEmpty();
              return source.streamedTransactions() >= transactions;
            });
  }

  private static List<SourceRecord> pollToTheEnd(TestingSource source, TestingWorker worker)
      throws SQLException {
    source.sql("INSERT INTO orders VALUES (" + LAST + ")");
    return worker.pollUntil(record -> Placed.id(record).orElse(0) == LAST);
  }

  @Test
  void recordsAndPositionsAreThoseOfATransactionThatIsNotStreamed() throws SQLException {
    try (TestingSource source = streaming()) {
      TestingWorker streamed = source.start();
      TestingWorker whole =
          source
              .with("streaming.mode", "off")
              .with("slot.name", source.database() + "_whole")
              .with("topic.prefix", "whole")
              .start();
      source.with("slot.name", source.database());
      try (TestingSession one = source.session();
          TestingSession other = source.session()) {
        one.sql(rows(1, 1000), "SAVEPOINT a", rows(2001, 1000), "ROLLBACK TO a");
        other.sql(rows(10_001, 1500), "SAVEPOINT a", rows(12_001, 10), "SAVEPOINT b");
        source.sql("INSERT INTO orders VALUES (50000)");
        one.sql(
            rows(3001, 1000), "UPDATE orders SET id = id + 5000 WHERE id BETWEEN 3001 AND 3004");
        other.sql(rows(13_001, 1500), "ROLLBACK TO a", "DELETE FROM orders WHERE id < 10100");
        one.commit();
        other.sql(rows(14_001, 5));
        other.commit();
      }

      List<SourceRecord> records = pollToTheEnd(source, streamed);

      assertThat(withoutTombstones(records)).hasSize(1 + 2000 + 8 + 1500 + 99 + 5 + 1);
      Placed.assertSame(records, whole.pollUntil(record -> Placed.id(record).orElse(0) == LAST));
      awaitStreamed(source, streamed, 2);
      whole.close();
      source.dropSlot(source.database() + "_whole");
    }
  }

  private static List<SourceRecord> withoutTombstones(List<SourceRecord> records) {
    return records.stream().filter(record -> record.value() != null).toList();
  }

  @Test
  void transactionThatIsRolledBackIsNeverEmitted() throws SQLException {
    try (TestingSource source = streaming();
        TestingSession session = source.session()) {
      TestingWorker worker = source.start();
      session.sql(rows(1, 3000));
      awaitStreamed(source, worker, 1);

      session.rollback();

      assertThat(Placed.ids(pollToTheEnd(source, worker))).containsExactly(LAST);
    }
  }

  @Test
  void connectionLostInTheMiddleCostsNothing() throws SQLException {
    try (TestingSource source = streaming();
        TestingSession session = source.session()) {
      TestingWorker worker = source.start();
      session.sql(rows(1, 3000));
      awaitStreamed(source, worker, 1);
      source.terminateWalsender();
      session.sql(rows(3001, 3000));
      awaitStreamed(source, worker, 2);

      session.commit();

      assertThat(Placed.ids(pollToTheEnd(source, worker)))
          .isEqualTo(LongStream.concat(ids(1, 6000), LongStream.of(LAST)).boxed().toList());
    }
  }

  private static LongStream ids(long first, long last) {
    return LongStream.rangeClosed(first, last);
  }

  @Test
  void whatIsConfirmedMeanwhileDoesNotCostTheOpenTransaction() throws SQLException {
    try (TestingSource source = streaming().with("heartbeat.interval.ms", "100");
        TestingSession session = source.session()) {
      TestingWorker worker = source.start();
      session.sql(rows(1, 3000));
      awaitHeartbeat(source, worker, source.serverEnd());
      worker.close();
      session.sql("INSERT INTO orders VALUES (3001)");
      session.commit();
      source.with("heartbeat.interval.ms", "0");

      List<SourceRecord> records = pollToTheEnd(source, source.start());

      assertThat(Placed.ids(records)).hasSize(3002).startsWith(1L, 2L).endsWith(3001L, LAST);
    }
  }

  /** Polls and delivers until everything up to a position is confirmed, the open part included. */
  private static void awaitHeartbeat(TestingSource source, TestingWorker worker, Lsn position) {
    await()
        .until(
            () -> {
              List<SourceRecord> records = worker.poll();
              if (!records.isEmpty()) {
                assertThat(records.get(0).topic()).startsWith("__debezium-heartbeat");
                worker.deliver(records);
              }
              return !position.isAfter(source.slotConfirmed());
            });
  }

  @Test
  void restartWhileItIsEmittedRepeatsOnlyWhatWasNotDelivered() throws SQLException {
    try (TestingSource source = streaming().with("max.batch.size", "700")) {
      List<SourceRecord> first = new ArrayList<>();
      try (TestingWorker worker = source.start()) {
        source.sql(rows(1, 3000));
        first.addAll(worker.poll(700));
        worker.deliver(first);
        assertThat(first).hasSizeLessThan(3000);
      }

      List<SourceRecord> rest = pollToTheEnd(source, source.with("streaming.mode", "off").start());

      assertThat(Placed.ids(first)).isEqualTo(ids(1, first.size()).boxed().toList());
      assertThat(Placed.ids(rest))
          .isEqualTo(
              LongStream.concat(ids(first.size() + 1, 3000), LongStream.of(LAST)).boxed().toList());
    }
  }

  @Test
  void rowsHaveTheShapeThatTheyWereWrittenWith() throws SQLException {
    try (TestingSource source = streaming();
        TestingSession session = source.session()) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (0)");
      worker.poll(1);
      session.sql(
          rows(1, 2000),
          "ALTER TABLE orders ADD amount int DEFAULT 5",
          rows(2001, 2000),
          "SAVEPOINT a",
          "ALTER TABLE orders DROP note",
          "INSERT INTO orders SELECT id, 6 FROM generate_series(5001, 7000) id",
          "ROLLBACK TO a",
          rows(4001, 2000));
      session.commit();

      List<SourceRecord> records = pollToTheEnd(source, worker);

      assertThat(Placed.ids(records)).hasSize(6001);
      assertThat(fields(records.get(1999))).containsExactly("id", "note");
      assertThat(fields(records.get(2000))).containsExactly("id", "note", "amount");
      assertThat(fields(records.get(5999))).containsExactly("id", "note", "amount");
      assertThat(fields(records.get(6000))).containsExactly("id", "note", "amount");
    }
  }

  private static List<String> fields(SourceRecord record) {
    return ((Struct) record.value())
        .getStruct("after").schema().fields().stream().map(Field::name).toList();
  }

  @Test
  void serverThatCannotStreamIsRefused() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isLessThan(14);
    try (TestingSource source = TestingSource.withOrders().with("streaming.mode", "on")) {
      assertThatThrownBy(source::start)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("streaming.mode needs PostgreSQL 14 or newer");
      assertThat(source.slotColumn("slot_name")).isNull();
    }
  }
}
