package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class FailureIT {

  @Test
  void catalogThatCannotBeReadDelaysRecordsButLosesNone() throws SQLException {
    try (TestingSource source =
            TestingSource.withOrders()
                .sql("CREATE TABLE other (id int PRIMARY KEY)")
                .with("table.include.list", "orders,other");
        Connection connection = TestingPostgres.shared().connect(source.database());
        Statement statement = connection.createStatement()) {
      TestingWorker worker = source.start();
      allowConnections(source, false);
      statement.execute(
          "BEGIN; INSERT INTO orders VALUES (1), (2); INSERT INTO other VALUES (3); COMMIT");

      await().until(() -> worker.poll().isEmpty() && isCatalogFailure(worker.retried()));
      allowConnections(source, true);

      assertThat(worker.poll(3))
          .extracting(SourceRecord::topic)
          .containsExactly("shop.public.orders", "shop.public.orders", "shop.public.other");
    }
  }

  @Test
  void catalogThatCannotBeReadIsNotAskedWithoutAPause() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)");
      allowConnections(source, false);
      await().until(() -> worker.poll().isEmpty() && isCatalogFailure(worker.retried()));

      long startedAt = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        assertThat(worker.poll()).isEmpty();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - startedAt))
          .isGreaterThan(Duration.ofMillis(450));

      allowConnections(source, true);
      assertThat(worker.poll(1)).hasSize(1);
    }
  }

  private static boolean isCatalogFailure(List<RetriableException> failures) {
    return failures.stream()
        .anyMatch(e -> e.getMessage().contains("not currently accepting connections"));
  }

  private static void allowConnections(TestingSource source, boolean allow) throws SQLException {
    TestingPostgres.shared()
        .execute("ALTER DATABASE " + source.database() + " ALLOW_CONNECTIONS " + allow);
  }

  @Test
  void recordsBeforeAFailureAreReturnedAndTheFailureStays() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .sql(
                "CREATE TABLE \"a b\" (id int PRIMARY KEY)",
                "CREATE TABLE \"a_b\" (id int PRIMARY KEY)")
            .with("table.include.list", "orders,a b,a_b")) {
      TestingWorker worker = source.start();
      source.transaction(
          "INSERT INTO orders VALUES (1), (2)",
          "INSERT INTO \"a b\" VALUES (3)",
          "INSERT INTO \"a_b\" VALUES (4)");

      List<SourceRecord> records = new ArrayList<>(worker.poll(2));
      assertThatThrownBy(() -> records.addAll(worker.poll(3)))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("would share the topic shop.public.a_b");
      assertThatThrownBy(worker::poll).isInstanceOf(ConnectException.class);

      assertThat(records)
          .extracting(SourceRecord::topic)
          .containsExactly("shop.public.orders", "shop.public.orders");
    }
  }

  @Test
  void recordThatThisTaskDidNotEmitIsNotAcknowledged() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      SourceRecord foreign = new SourceRecord(null, null, "topic", null, null);

      assertThatThrownBy(() -> worker.acknowledge(foreign))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("did not emit");
    }
  }
}
