package io.dbmazz.postgres;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** {@code pg_terminate_backend} hits a task's connections while it works. */
class TerminatedBackendIT {

  private static final int ROUNDS = Integer.getInteger("terminated.rounds", 6);

  /** All that the task has open: walsender, catalog, monitor. */
  private static final String ALL =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND application_name LIKE 'dbmazz%'";

  private static final String SIDE = ALL + " AND backend_type = 'client backend'";

  private static void terminateUnderLoad(String backends) throws SQLException {
    try (TestingSource source =
            TestingSource.withOrders()
                .with("max.queue.size", "200")
                .with("heartbeat.interval.ms", "50")
                .with("heartbeat.action.query", "SELECT 1")
                .with("table.include.list", "orders")
                .with("topic.prefix", "shop");
        TestingConsumer consumer = TestingConsumer.of(source);
        TestingLoad load = TestingLoad.on(source, Long.MAX_VALUE)) {
      for (int i = 0; i < ROUNDS; i++) {
        consumer.receive(300);
        await().until(() -> Long.parseLong(source.query(backends)) > 0);
        // Each new shape of the table makes the decoder ask the catalog.
        source.sql("ALTER TABLE orders ALTER note SET DEFAULT '" + i + "'");
      }
      consumer.receiveAll(load.stop());
    }
  }

  @Test
  void allConnectionsAgainAndAgain() throws SQLException {
    terminateUnderLoad(ALL);
  }

  @Test
  void sideConnectionsAlone() throws SQLException {
    terminateUnderLoad(SIDE);
  }
}
