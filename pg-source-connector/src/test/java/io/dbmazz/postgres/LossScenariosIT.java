package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How sources of this kind have lost data, by the numbers of the project's list. */
class LossScenariosIT {

  @Test
  @DisplayName("1: an inactive slot found at the start is resumed, not recreated")
  void inactiveSlotIsResumed() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      try (TestingWorker worker = source.start()) {
        source.sql("INSERT INTO orders VALUES (1)");
        worker.deliver(worker.poll(1));
      }
      source.sql("INSERT INTO orders VALUES (2)");
      await().until(() -> source.slotColumn("active"), "f"::equals);

      assertThat(ids(source.start().poll(1))).containsExactly(2L);
    }
  }

  @Test
  @DisplayName("2: neither a stop, nor a failure, nor a lost connection drops the slot")
  void slotOutlivesEveryExit() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.start().close();
      assertThat(source.slotColumn("slot_name")).isEqualTo(source.slot());

      source.with("table.include.list", "missing");
      assertThatThrownBy(source::start).hasMessageContaining("Table 'missing' not found");
      assertThat(source.slotColumn("slot_name")).isEqualTo(source.slot());

      source.with("table.include.list", "orders").start();
      Lsn confirmed = source.slotConfirmed();
      source.terminateWalsender();
      assertThat(source.slotConfirmed()).isEqualTo(confirmed);
    }
  }

  @Test
  @DisplayName("3: a later success confirms nothing beyond an earlier record that failed")
  void nothingIsConfirmedBeyondAnUnacknowledgedRecord() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)", "INSERT INTO orders VALUES (2)");
      List<SourceRecord> records = worker.poll(2);
      Lsn before = worker.confirmed();

      worker.acknowledge(records.get(1));
      worker.store(records.get(1));
      worker.commit();
      assertThat(worker.confirmed()).isEqualTo(before);

      worker.acknowledge(records.get(0));
      worker.commit();
      Lsn end = SourcePosition.fromOffset(records.get(1).sourceOffset()).endLsn();
      assertThat(worker.confirmed()).isEqualTo(end);
      await().until(() -> source.slotConfirmed().equals(end));
    }
  }

  @Test
  @DisplayName("14: the replica identity of a table is left as it is")
  void replicaIdentityIsNotTouched() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.start();

      assertThat(identityOfOrders(source)).isEqualTo("d");
    }
  }

  @Test
  @DisplayName("14: the replica identity of a table is set when that is asked for")
  void replicaIdentityIsSetOnRequest() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .sql("CREATE TABLE log (line text)")
            .with("table.include.list", "orders,log")
            .with("replica.identity.autoset.values", "public.log:FULL")) {
      source.start();

      assertThat(source.query("SELECT relreplident FROM pg_class WHERE relname = 'log'"))
          .isEqualTo("f");
      assertThat(identityOfOrders(source)).isEqualTo("d");
    }
  }

  private static String identityOfOrders(TestingSource source) throws SQLException {
    return source.query("SELECT relreplident FROM pg_class WHERE oid = 'orders'::regclass");
  }

  @Test
  @DisplayName("18: a pause longer than wal_sender_timeout does not cost the connection")
  void connectionLivesOnWhileNothingIsPolled() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("max.queue.size", "10").with("max.batch.size", "10")) {
      source.sql("ALTER DATABASE " + source.database() + " SET wal_sender_timeout = '2s'");
      TestingWorker worker = source.start();
      String pid = source.slotColumn("active_pid");
      source.sql("INSERT INTO orders SELECT generate_series(1, 50000)");

      await()
          .during(Duration.ofSeconds(5))
          .atMost(Duration.ofSeconds(8))
          .until(() -> pid.equals(source.slotColumn("active_pid")));

      assertThat(ids(worker.poll(100))).startsWith(1L, 2L, 3L);
      assertThat(source.slotColumn("active_pid")).isEqualTo(pid);
    }
  }

  private static List<Long> ids(List<SourceRecord> records) {
    return records.stream().map(record -> ((Struct) record.key()).getInt64("id")).toList();
  }
}
