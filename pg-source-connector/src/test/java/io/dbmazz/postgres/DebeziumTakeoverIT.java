package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.SetupException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Debezium's own connector runs first; ours goes on from what it stored. */
class DebeziumTakeoverIT {

  private static TestingSource ordersOfDebezium() throws SQLException {
    return TestingSource.withOrders()
        .with("name", "orders")
        .with("connector.class", "io.debezium.connector.postgresql.PostgresConnector")
        .with("plugin.name", "pgoutput")
        .with("publication.autocreate.mode", "filtered")
        .with("table.include.list", "public.orders")
        .with("tombstones.on.delete", "false")
        .with("snapshot.mode", "no_data");
  }

  /** A change in short, such as {@code c 7}, and its transaction. */
  private record Change(String text, long transaction) {

    static Change of(SourceRecord record) {
      Struct value = (Struct) record.value();
      Struct key = (Struct) record.key();
      return new Change(
          value.getString("op") + " " + key.getInt64("id"),
          value.getStruct("source").getInt64("txId"));
    }
  }

  private static List<Change> changes(List<SourceRecord> records) {
    return records.stream().map(Change::of).toList();
  }

  /** Twelve changes in five transactions, of which two are interleaved. */
  private static void write(TestingSource source) throws SQLException {
    source.transaction("INSERT INTO orders VALUES (1), (2)", "DELETE FROM orders WHERE id = 1");
    source.sql("INSERT INTO orders SELECT generate_series(10, 12)");
    try (Connection early = TestingPostgres.shared().connect(source.database());
        Statement statement = early.createStatement()) {
      early.setAutoCommit(false);
      statement.execute("INSERT INTO orders VALUES (20)");
      source.transaction(
          "INSERT INTO orders VALUES (30)", "UPDATE orders SET id = 31 WHERE id = 2");
      statement.execute("INSERT INTO orders VALUES (21)");
      early.commit();
    }
    source.sql("UPDATE orders SET note = 'last' WHERE id = 31");
  }

  private static final int WRITTEN = 12;

  @Test
  void whatBecomesOfEachOfDebeziumsKeysIsKnown() {
    List<String> keys = TestingDebezium.configurationKeys();

    assertThat(keys).hasSizeGreaterThan(100).allMatch(DebeziumKeys::knows);
  }

  @Test
  void everyChangeAfterAnyStoredOffsetComesOnceAndOnlyOneTransactionIsRepeated()
      throws SQLException {
    try (TestingSource source = ordersOfDebezium()) {
      List<SourceRecord> emitted;
      try (TestingWorker debezium = TestingDebezium.start(source)) {
        write(source);
        emitted = debezium.poll(WRITTEN);
      }
      List<Change> all = changes(emitted);
      assertThat(all).hasSize(WRITTEN);

      for (int stored = 1; stored <= WRITTEN; stored++) {
        SourceRecord last = emitted.get(stored - 1);
        source.offsets().store(last.sourcePartition(), last.sourceOffset());
        long underWay = all.get(stored - 1).transaction();
        int first = all.stream().map(Change::transaction).toList().indexOf(underWay);
        try (TestingWorker ours = source.start()) {
          assertThat(changes(ours.poll(WRITTEN - first)))
              .as("after %d records", stored)
              .isEqualTo(all.subList(first, WRITTEN));
        }
      }
    }
  }

  @Test
  void slotThatDebeziumHasMovedIsGoneOnWith() throws SQLException {
    try (TestingSource source = ordersOfDebezium()) {
      List<SourceRecord> emitted;
      try (TestingWorker debezium = TestingDebezium.start(source)) {
        write(source);
        emitted = debezium.poll(WRITTEN);
        String before = source.slotColumn("confirmed_flush_lsn");
        debezium.deliver(emitted);
        debezium.pollUntilTrue(() -> !before.equals(source.slotColumn("confirmed_flush_lsn")));
      }
      source.sql("INSERT INTO orders VALUES (40)", "DELETE FROM orders WHERE id = 40");

      try (TestingWorker ours = source.start()) {
        assertThat(ours.poll(3))
            .extracting(record -> Change.of(record).text())
            .containsExactly("u 31", "c 40", "d 40");
      }
    }
  }

  @Test
  void slotAheadOfDebeziumsOffsetIsAGapUnlessItIsAccepted() throws SQLException {
    try (TestingSource source = ordersOfDebezium()) {
      try (TestingWorker debezium = TestingDebezium.start(source)) {
        write(source);
        debezium.store(debezium.poll(WRITTEN).get(WRITTEN - 1));
      }
      await().until(() -> source.slotColumn("active_pid") == null);
      source.sql(
          "SELECT pg_replication_slot_advance('" + source.slot() + "', pg_current_wal_lsn())");

      assertThatThrownBy(source::start)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("beyond the stored offset");
      try (TestingWorker ours =
          source.with("offset.mismatch.strategy", "trust_greater_lsn").start()) {
        source.sql("INSERT INTO orders VALUES (40)");
        assertThat(changes(ours.poll(1))).extracting(Change::text).containsExactly("c 40");
      }
    }
  }

  @Test
  void streamBeginsWhereDebeziumsSnapshotWasTaken() throws SQLException {
    try (TestingSource source = ordersOfDebezium()) {
      source.sql("INSERT INTO orders VALUES (1), (2)").with("snapshot.mode", "initial");
      try (TestingWorker debezium = TestingDebezium.start(source)) {
        List<SourceRecord> snapshot = debezium.poll(2);
        assertThat(changes(snapshot)).extracting(Change::text).containsExactly("r 1", "r 2");
        debezium.store(snapshot.get(1));
      }
      source.sql("INSERT INTO orders VALUES (3)").with("snapshot.mode", "no_data");

      try (TestingWorker ours = source.start()) {
        assertThat(changes(ours.poll(1))).extracting(Change::text).containsExactly("c 3");
      }
    }
  }

  @Test
  void unfinishedSnapshotIsNotGoneOnWith() throws SQLException {
    try (TestingSource source = ordersOfDebezium()) {
      source.sql("INSERT INTO orders VALUES (1), (2)").with("snapshot.mode", "initial");
      try (TestingWorker debezium = TestingDebezium.start(source)) {
        debezium.store(debezium.poll(2).get(0));
      }
      source.with("snapshot.mode", "no_data");

      assertThatThrownBy(source::start)
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("stopped in the middle of its snapshot")
          .hasMessageContaining("drop the slot");
    }
  }
}
