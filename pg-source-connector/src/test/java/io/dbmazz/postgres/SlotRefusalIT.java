package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class SlotRefusalIT {

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      TestingSource source) {
    return assertThatThrownBy(source::start).isInstanceOf(SetupException.class);
  }

  @Test
  void slotOfAnotherPlugin() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.sql(
          "SELECT pg_create_logical_replication_slot('" + source.slot() + "', 'test_decoding')");

      assertRefused(source)
          .hasMessageContaining("uses the plugin test_decoding, not pgoutput")
          .hasMessageContaining("SELECT pg_drop_replication_slot('" + source.slot() + "')");
    }
  }

  @Test
  void slotOfAnotherDatabase() throws SQLException {
    try (TestingSource other = TestingSource.withOrders();
        TestingSource source = TestingSource.withOrders()) {
      other.start().close();
      source.with("slot.name", other.slot());

      assertRefused(source).hasMessageContaining("belongs to database '" + other.database() + "'");
    }
  }

  @Test
  void slotThatIsLost() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(13);
    try (TestingPostgres small = TestingPostgres.start(Map.of("max_slot_wal_keep_size", "1MB"));
        TestingSource source = TestingSource.withOrders(small)) {
      source.start().close();
      source.sql(
          "SELECT pg_logical_emit_message(false, '', 'x'), pg_switch_wal()",
          "CHECKPOINT",
          "SELECT pg_logical_emit_message(false, '', 'x'), pg_switch_wal()",
          "CHECKPOINT");

      assertRefused(source)
          .hasMessageContaining("is lost")
          .hasMessageContaining("load the tables anew");
    }
  }

  @Test
  void slotAheadOfTheStoredOffset() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      try (TestingWorker worker = source.start()) {
        source.sql("INSERT INTO orders VALUES (1)");
        worker.deliver(worker.poll(1));
      }
      await().until(() -> source.slotColumn("active_pid") == null);
      source.sql(
          "INSERT INTO orders VALUES (2)",
          "SELECT pg_replication_slot_advance('" + source.slot() + "', pg_current_wal_lsn())");

      assertRefused(source)
          .hasMessageContaining("beyond the stored offset")
          .hasMessageContaining("offset.mismatch.strategy=trust_slot");
      try (TestingWorker worker = source.with("offset.mismatch.strategy", "trust_slot").start()) {
        source.sql("INSERT INTO orders VALUES (3)");
        assertThat(worker.poll(1)).hasSize(1);
      }
    }
  }

  @Test
  void storedOffsetWithoutSlot() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      store(source, source.serverEnd());

      assertRefused(source).hasMessageContaining("does not exist, but an offset is stored up to");
      assertThat(source.slotColumn("slot_name")).isNull();
    }
  }

  @Test
  void storedOffsetBeyondTheServersWal() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.start().close();
      store(source, Lsn.parse("FF/0"));

      assertRefused(source).hasMessageContaining("lies beyond the server's end of WAL");
    }
  }

  @Test
  void slotWhosePublicationIsGone() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.start().close();
      source.sql("DROP PUBLICATION shop_pub");

      assertRefused(source)
          .hasMessageContaining("Publication 'shop_pub' does not exist, but the slot does");
    }
  }

  @Test
  void slotThatIsActiveIsWaitedForAndItsReaderNamed() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker first = source.start();
      String pid = source.slotColumn("active_pid");
      TestingWorker second = source.start();

      await().until(() -> second.poll().isEmpty() && !second.retried().isEmpty());
      assertThat(second.retried().get(0))
          .hasMessageContaining("Slot '" + source.slot() + "' is active for PID " + pid)
          .hasCauseInstanceOf(SetupException.class);

      first.close();
      source.sql("INSERT INTO orders VALUES (1)");
      assertThat(second.poll(1)).hasSize(1);
    }
  }

  private static void store(TestingSource source, Lsn end) {
    source
        .offsets()
        .store(SourcePosition.partition("shop"), SourcePosition.startingAt(end).toOffset());
  }
}
