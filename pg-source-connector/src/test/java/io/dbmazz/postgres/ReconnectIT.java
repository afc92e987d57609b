package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.record.ConnectorMetrics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ReconnectIT {

  private static final int ROWS = 5_000;
  private static final String INSERT_ROWS =
      "INSERT INTO orders SELECT i, repeat('x', 200) FROM generate_series(1, " + ROWS + ") AS i";

  /** So small that most of a transaction is still on the way when the connection ends. */
  private static TestingSource smallQueue(TestingSource source) {
    return source.with("max.queue.size", "100").with("max.batch.size", "50");
  }

  @Test
  void transactionGoesOnWhereAWalsenderWasTerminated() throws SQLException {
    try (TestingSource source = smallQueue(TestingSource.withOrders())) {
      TestingWorker worker = source.start();
      source.sql(INSERT_ROWS);
      List<SourceRecord> records = new ArrayList<>(worker.poll(ROWS / 5));

      String terminated = source.terminateWalsender();
      records.addAll(worker.poll(ROWS - records.size()));

      assertThat(ids(records)).containsExactlyElementsOf(allIds());
      assertThat(source.slotColumn("active_pid")).isNotEqualTo(terminated);
    }
  }

  @Test
  void transactionGoesOnWhereTheNetworkWasCut() throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source =
            smallQueue(TestingSource.withOrders())
                .with("database.port", Integer.toString(proxy.port()))) {
      TestingWorker worker = source.start();
      source.sql(INSERT_ROWS);
      List<SourceRecord> records = new ArrayList<>();

      while (records.size() < ROWS * 4 / 5) {
        records.addAll(worker.poll(ROWS / 5));
        proxy.cut();
      }
      records.addAll(worker.poll(ROWS - records.size()));

      assertThat(ids(records)).containsExactlyElementsOf(allIds());
    }
  }

  @Test
  void confirmedTransactionsAreNotEmittedAgainAfterAReconnect() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)");
      worker.deliver(worker.poll(1));
      source.sql("INSERT INTO orders VALUES (2)");
      List<SourceRecord> second = worker.poll(1);
      String terminated = source.terminateWalsender();
      await().until(() -> !Objects.equals(terminated, source.slotColumn("active_pid")));
      source.sql("INSERT INTO orders VALUES (3)");

      assertThat(ids(worker.poll(1))).containsExactly(3L);
      assertThat(ids(second)).containsExactly(2L);
    }
  }

  @Test
  void serverThatRefusesConnectionsAtTheStartIsWaitedFor() throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source =
            TestingSource.withOrders().with("database.port", Integer.toString(proxy.port()))) {
      proxy.refuse();
      TestingWorker worker = source.start();
      await().until(() -> worker.poll().isEmpty() && !worker.retried().isEmpty());
      assertThat(worker.retried().get(0)).hasMessageContaining("No connection to PostgreSQL at");
      assertThat(worker.gauge(ConnectorMetrics.STREAMING)).isZero();

      proxy.acceptAgain();
      await().until(() -> worker.gauge(ConnectorMetrics.STREAMING) == 1);
      source.sql("INSERT INTO orders VALUES (1)");

      assertThat(ids(worker.poll(1))).containsExactly(1L);
    }
  }

  @Test
  void taskFailsWhenItsRetriesAreUsedUp() throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source =
            TestingSource.withOrders()
                .with("database.port", Integer.toString(proxy.port()))
                .with("errors.max.retries", "2")) {
      TestingWorker worker = source.start();
      proxy.refuse();

      assertThatThrownBy(() -> worker.pollUntil(record -> true))
          .hasStackTraceContaining("Replication ended after 3 failures in a row");
    }
  }

  @Test
  void slotDroppedDuringAnOutageFailsTheTask() throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source =
            TestingSource.withOrders().with("database.port", Integer.toString(proxy.port()))) {
      TestingWorker worker = source.start();
      proxy.refuse();
      await().until(() -> source.slotColumn("active_pid") == null);
      source.sql("SELECT pg_drop_replication_slot('" + source.slot() + "')");
      proxy.acceptAgain();

      assertThatThrownBy(() -> worker.pollUntil(record -> true))
          .isInstanceOf(SetupException.class)
          .hasStackTraceContaining("was dropped while it was in use");
      assertThat(source.slotColumn("slot_name")).isNull();
    }
  }

  @Test
  void publicationDroppedDuringAnOutageFailsTheTask() throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(TestingPostgres.shared());
        TestingSource source =
            TestingSource.withOrders().with("database.port", Integer.toString(proxy.port()))) {
      TestingWorker worker = source.start();
      proxy.refuse();
      source.sql("DROP PUBLICATION shop_pub");
      proxy.acceptAgain();

      assertThatThrownBy(() -> worker.pollUntil(record -> true))
          .hasStackTraceContaining("Publication 'shop_pub' does not exist, but the slot does");
    }
  }

  private static List<Long> ids(List<SourceRecord> records) {
    return records.stream().map(record -> ((Struct) record.key()).getInt64("id")).toList();
  }

  private static List<Long> allIds() {
    return LongStream.rangeClosed(1, ROWS).boxed().toList();
  }
}
