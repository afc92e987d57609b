package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** PREPARE TRANSACTION and what comes of it, from slots of both kinds. */
class PreparedTransactionIT {

  private static final long LAST = 1_000_000;

  private static TestingSource twoPhase() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(15);
    return TestingSource.withOrders().with("slot.two.phase", "true");
  }

  /** Names of prepared transactions are the server's. */
  private static String name(TestingSource source, String name) {
    return source.database() + "_" + name;
  }

  private static void prepare(TestingSource source, String name, String... statements)
      throws SQLException {
    try (TestingSession session = source.session()) {
      session.sql(statements).prepare(name(source, name));
    }
  }

  private static void end(TestingSource source, String how, String name) throws SQLException {
    source.sql(how + " PREPARED '" + name(source, name) + "'");
  }

  private static List<SourceRecord> pollToTheEnd(TestingSource source, TestingWorker worker)
      throws SQLException {
    source.sql("INSERT INTO orders VALUES (" + LAST + ")");
    return worker.pollUntil(record -> Placed.id(record).orElse(0) == LAST);
  }

  @Test
  void plainSlotGivesItWhenItIsCommitted() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      verifyOutcomes(source);
    }
  }

  @Test
  void twoPhaseSlotGivesItWhenItIsCommitted() throws SQLException {
    try (TestingSource source = twoPhase()) {
      verifyOutcomes(source);
      assertThat(source.slotColumn("two_phase")).isEqualTo("t");
    }
  }

  private static void verifyOutcomes(TestingSource source) throws SQLException {
    TestingWorker worker = source.start();
    prepare(source, "a", "INSERT INTO orders VALUES (1)", "INSERT INTO orders VALUES (2)");
    prepare(source, "b", "INSERT INTO orders VALUES (3)");
    source.sql("INSERT INTO orders VALUES (4)");
    end(source, "ROLLBACK", "b");
    end(source, "COMMIT", "a");

    assertThat(Placed.ids(pollToTheEnd(source, worker))).containsExactly(4L, 1L, 2L, LAST);
  }

  @Test
  void slotThatWasCreatedForTwoPhasesIsReadWithoutBeingAskedTo() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(14);
    try (TestingSource source = TestingSource.withOrders()) {
      source.start().close();
      source.dropSlot(source.slot());
      source.sql(
          "SELECT pg_create_logical_replication_slot('"
              + source.slot()
              + "', 'pgoutput', false, true)");

      verifyOutcomes(source);
    }
  }

  @Test
  void recordsAndPositionsAreThoseOfAPlainSlot() throws SQLException {
    try (TestingSource source = twoPhase()) {
      TestingWorker prepared = source.start();
      String plainSlot = source.database() + "_plain";
      TestingWorker plain =
          source
              .with("slot.two.phase", "false")
              .with("slot.name", plainSlot)
              .with("topic.prefix", "plain")
              .start();
      source.with("slot.name", source.database());
      prepare(
          source,
          "a",
          "INSERT INTO orders VALUES (1, 'one')",
          "UPDATE orders SET id = 2",
          "SAVEPOINT s",
          "INSERT INTO orders VALUES (3)",
          "ROLLBACK TO s",
          "INSERT INTO orders VALUES (5)");
      source.sql("INSERT INTO orders VALUES (6)");
      end(source, "COMMIT", "a");

      List<SourceRecord> records = pollToTheEnd(source, prepared);

      assertThat(records).as("with a tombstone").hasSize(7);
      Placed.assertSame(records, plain.pollUntil(r -> Placed.id(r).orElse(0) == LAST));
      plain.close();
      source.dropSlot(plainSlot);
    }
  }

  @Test
  void nothingIsConfirmedBeyondAPreparedTransactionBeforeItsOutcome() throws SQLException {
    try (TestingSource source = twoPhase()) {
      try (TestingWorker worker = source.start()) {
        Lsn before = source.serverEnd();
        prepare(source, "a", "INSERT INTO orders VALUES (1)");
        Lsn after = source.serverEnd();
        source.sql("INSERT INTO orders VALUES (2)", "INSERT INTO orders VALUES (3)");

        worker.deliver(worker.poll(2));

        assertThat(worker.confirmed().isAfter(after)).isFalse();
        assertThat(before.isAfter(worker.confirmed())).as("but up to it").isFalse();
      }
      TestingWorker restarted = source.start();
      source.sql("INSERT INTO orders VALUES (4)");
      end(source, "COMMIT", "a");
      List<SourceRecord> records = pollToTheEnd(source, restarted);

      assertThat(Placed.ids(records)).containsExactly(4L, 1L, LAST);
      restarted.deliver(records);
      Lsn end = SourcePosition.fromOffset(records.get(records.size() - 1).sourceOffset()).endLsn();
      await().until(() -> source.slotConfirmed().equals(end));
    }
  }

  @Test
  void outcomeThatTheServerRepeatsAloneIsKnownToBeDelivered() throws SQLException {
    try (TestingSource source = twoPhase()) {
      try (TestingWorker worker = source.start()) {
        prepare(source, "a", "INSERT INTO orders VALUES (1)");
        prepare(source, "b", "INSERT INTO orders VALUES (2)");
        end(source, "COMMIT", "a");
        source.sql("INSERT INTO orders VALUES (3)");
        worker.deliver(worker.poll(2));
        await().until(() -> source.slotConfirmed().equals(worker.confirmed()));
      }
      TestingWorker restarted = source.start();
      end(source, "COMMIT", "b");

      assertThat(Placed.ids(pollToTheEnd(source, restarted))).containsExactly(2L, LAST);
    }
  }

  @Test
  void connectionLostBetweenPrepareAndOutcomeCostsNothing() throws SQLException {
    try (TestingSource source = twoPhase()) {
      TestingWorker worker = source.start();
      prepare(source, "a", "INSERT INTO orders VALUES (1)");
      source.sql("INSERT INTO orders VALUES (2)");
      worker.deliver(worker.poll(1));
      source.terminateWalsender();
      end(source, "COMMIT", "a");

      assertThat(Placed.ids(pollToTheEnd(source, worker))).containsExactly(1L, LAST);
    }
  }

  @Test
  void streamedTransactionMayBePrepared() throws SQLException {
    try (TestingSource source =
        twoPhase().with("streaming.mode", "on").with("spool.memory.bytes", "10000")) {
      source.sql("ALTER DATABASE " + source.database() + " SET logical_decoding_work_mem = '64kB'");
      TestingWorker worker = source.start();
      String rows = "INSERT INTO orders SELECT id, repeat('x', 100) FROM generate_series(";
      prepare(source, "a", rows + "1, 2000) id");
      prepare(source, "b", rows + "5001, 7000) id");
      end(source, "ROLLBACK", "b");
      end(source, "COMMIT", "a");

      List<SourceRecord> records = pollToTheEnd(source, worker);

      assertThat(Placed.ids(records)).hasSize(2001).startsWith(1L).endsWith(2000L, LAST);
    }
  }
}
