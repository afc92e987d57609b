package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Values up to the largest. Those of a gigabyte, which take a server with some gigabytes of memory,
 * are tried with {@code -Dtest.gigabyte=true}.
 */
class LargeValueIT {

  @Test
  void changeBeyondTheLimitEndsTheTaskAndNamesTableColumnSizeAndProperty() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("max.change.size.in.bytes", "1000000")) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO orders VALUES (1, repeat('x', 999000))",
          "INSERT INTO orders VALUES (2, repeat('x', 1000001))");

      List<SourceRecord> records = new ArrayList<>(worker.poll(1));
      assertThatThrownBy(() -> worker.poll(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("A change of public.orders has 1000020 bytes")
          .hasMessageContaining("in column note; a change may have 1000000")
          .hasMessageContaining("max.change.size.in.bytes")
          .hasMessageNotContaining("xx");
      assertThat(TestingSource.ids(records)).containsExactly(1L);
    }
  }

  @Test
  void changeThatWasRefusedIsTakenOnceTheLimitIsRaised() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("max.change.size.in.bytes", "1000")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1, repeat('x', 5000))");
      assertThatThrownBy(() -> worker.poll(1)).isInstanceOf(ConnectException.class);
      worker.close();

      TestingWorker patient = source.with("max.change.size.in.bytes", "0").start();

      assertThat(TestingSource.ids(patient.poll(1))).containsExactly(1L);
    }
  }

  @Test
  void oldRowsCountAsWellAndTablesThatAreNotCapturedDoNot() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .sql(
                "CREATE TABLE other (id bigint PRIMARY KEY, note text)",
                "ALTER TABLE orders REPLICA IDENTITY FULL",
                "INSERT INTO orders VALUES (1, repeat('x', 5000))")
            .with("table.include.list", "")
            .with("table.exclude.list", "other")
            .with("publication.autocreate.mode", "all_tables")
            .with("max.change.size.in.bytes", "1000")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO other VALUES (1, repeat('x', 5000))");
      source.sql("INSERT INTO orders VALUES (2)");
      assertThat(TestingSource.ids(worker.poll(1))).containsExactly(2L);

      source.sql("UPDATE orders SET note = NULL WHERE id = 1");

      assertThatThrownBy(() -> worker.poll(1)).hasMessageContaining("in column note");
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "test.gigabyte", matches = "true")
  void valueOfAlmostAGigabyteIsRefusedBeforeTheHeapIsExhausted() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO orders VALUES (1)",
          "INSERT INTO orders VALUES (2, repeat('x', 1000000000))");
      assertThat(TestingSource.ids(worker.poll(1))).containsExactly(1L);

      assertThatThrownBy(() -> worker.poll(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("-Xmx");
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "test.gigabyte", matches = "true")
  void valueThatTheServerCannotSendEndsTheTaskInsteadOfAnEndlessLoop() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .sql("CREATE TABLE blobs (id bigint PRIMARY KEY, content bytea)")) {
      source.with("table.include.list", "orders,blobs");
      TestingWorker worker = source.start();
      source.sql("INSERT INTO blobs VALUES (1, repeat('x', 600000000)::bytea)");

      assertThatThrownBy(() -> worker.poll(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("exceeds the 1 GB that PostgreSQL can send");
    }
  }
}
