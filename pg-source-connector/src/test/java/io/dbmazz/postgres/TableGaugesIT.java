package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Operation;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What operators see of each table while its rows are read. */
class TableGaugesIT {

  private static OptionalLong gauge(TestingWorker worker, String name, String by, String table) {
    return worker.gauge(name, Map.of(ConnectorMetrics.SNAPSHOT, by, ConnectorMetrics.TABLE, table));
  }

  private static void awaitDone(TestingWorker worker, String by, String table) {
    worker.pollUntilTrue(
        () -> gauge(worker, ConnectorMetrics.TABLE_DONE, by, table).orElse(0) == 1);
  }

  @Test
  void eachTableOfTheInitialSnapshotHasItsRowsAndBytes() throws SQLException {
    try (TestingSource source = TestingSource.withOrders().with("snapshot.mode", "initial")) {
      source
          .sql("CREATE TABLE items (id bigint PRIMARY KEY)")
          .sql("INSERT INTO items SELECT k FROM generate_series(1, 500) AS k", "ANALYZE items")
          .sql("INSERT INTO orders VALUES (1), (2), (3)", "ANALYZE orders")
          .with("table.include.list", "items,orders");
      try (TestingWorker worker = source.start()) {
        awaitDone(worker, "initial", "public.items");
        awaitDone(worker, "initial", "public.orders");

        long block = 8192;
        assertThat(figures(worker, "initial", "public.items"))
            .isEqualTo(Map.of("rows", 500L, "of", 500L, "bytes", 3 * block, "ofBytes", 3 * block));
        assertThat(figures(worker, "initial", "public.orders"))
            .isEqualTo(Map.of("rows", 3L, "of", 3L, "bytes", block, "ofBytes", block));
      }
    }
  }

  private static Map<String, Long> figures(TestingWorker worker, String by, String table) {
    return Map.of(
        "rows", gauge(worker, ConnectorMetrics.TABLE_ROWS, by, table).orElseThrow(),
        "of", gauge(worker, ConnectorMetrics.TABLE_ROWS_EXPECTED, by, table).orElseThrow(),
        "bytes", gauge(worker, ConnectorMetrics.TABLE_BYTES, by, table).orElseThrow(),
        "ofBytes", gauge(worker, ConnectorMetrics.TABLE_BYTES_EXPECTED, by, table).orElseThrow());
  }

  @Test
  void tableThatIsReadBesideTheStreamHasItsOwn() throws SQLException {
    try (TestingSource source = TestingSource.signalled(TestingPostgres.shared())) {
      source
          .sql("CREATE TABLE items (id bigint PRIMARY KEY)")
          .sql("INSERT INTO items SELECT k FROM generate_series(1, 100) AS k", "ANALYZE items")
          .with("table.include.list", "items");
      try (TestingWorker worker = source.start()) {
        source.signal("execute-snapshot", "public.items");
        worker.pollUntil(record -> Rows.is(record, Operation.READ, 100));
        awaitDone(worker, "incremental", "public.items");

        Map<String, Long> figures = figures(worker, "incremental", "public.items");
        assertThat(figures).containsEntry("rows", 100L).containsEntry("of", 100L);
        assertThat(figures.get("bytes")).isPositive();
        assertThat(gauge(worker, ConnectorMetrics.TABLE_ROWS, "initial", "public.items"))
            .as("it was never read in an initial snapshot")
            .isEmpty();
      }
    }
  }
}
