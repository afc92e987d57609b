package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.record.ConnectorMetrics;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What others do to the publication of a running task. */
class PublicationWatchIT {

  /** A task that has delivered one record and knows the publication. */
  private static TestingWorker running(TestingSource source) throws SQLException {
    TestingWorker worker = source.with("status.update.interval.ms", "100").start();
    source.sql("INSERT INTO orders VALUES (0)");
    worker.deliver(worker.poll(1));
    await().until(() -> worker.gauge(ConnectorMetrics.SLOT_RETAINED_BYTES) > 0);
    return worker;
  }

  @Test
  void tableThatIsTakenOutEndsTheTask() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = running(source);
      source.sql("ALTER PUBLICATION shop_pub DROP TABLE orders", "INSERT INTO orders VALUES (1)");

      SlotWatchIT.assertFails(worker)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("Table 'public.orders' is no longer published")
          .hasMessageContaining("ALTER PUBLICATION \"shop_pub\" ADD TABLE \"public\".\"orders\"");
    }
  }

  @Test
  void tableThatIsDroppedAndCreatedAgainEndsTheTask() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = running(source);
      source.transaction("DROP TABLE orders", "CREATE TABLE orders (id int PRIMARY KEY)");

      SlotWatchIT.assertFails(worker)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("or dropped and created again");
    }
  }

  @Test
  void tableThatIsDroppedForGoodDoesNotDisturbTheOthers() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .sql("CREATE TABLE items (id int PRIMARY KEY)")
            .with("table.include.list", "orders,items")) {
      TestingWorker worker = running(source);
      source.sql("INSERT INTO items VALUES (1)", "DROP TABLE items");
      source.sql("INSERT INTO orders VALUES (2)");

      assertThat(worker.poll(2))
          .extracting(SourceRecord::topic)
          .containsExactly("shop.public.items", "shop.public.orders");
    }
  }

  @Test
  void droppedPublicationEndsTheTask() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = running(source);
      source.sql("DROP PUBLICATION shop_pub", "INSERT INTO orders VALUES (1)");

      SlotWatchIT.assertFails(worker).hasMessageContaining("hanges written without");
    }
  }

  @Test
  void publicationThatWasAwayForAMomentEndsTheTask() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = running(source);
      source.sql(
          "DROP PUBLICATION shop_pub",
          "INSERT INTO orders VALUES (1)",
          "CREATE PUBLICATION shop_pub FOR TABLE orders",
          "INSERT INTO orders VALUES (2)");

      SlotWatchIT.assertFails(worker).hasMessageContainingAll("hanges written without", "anew");
    }
  }

  /** The watch is of no help: it did not run. */
  @Test
  void changesWrittenWhileTheTaskAndThePublicationWereAwayAreNotSkipped() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      running(source).close();
      source.sql(
          "DROP PUBLICATION shop_pub",
          "INSERT INTO orders VALUES (1)",
          "CREATE PUBLICATION shop_pub FOR TABLE orders",
          "INSERT INTO orders VALUES (2)");

      assertThatThrownBy(() -> source.start().pollUntil(record -> false))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("hanges written without the publication cannot be read")
          .hasMessageContaining("load the tables anew");
    }
  }

  @Test
  void publicationThatPublishesLessEndsTheTask() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = running(source);
      source.sql("ALTER PUBLICATION shop_pub SET (publish = 'insert, update')");

      SlotWatchIT.assertFails(worker)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("now only [insert, update]");
    }
  }

  @Test
  void newTableThatMatchesIsNamedAndCapturedFromTheNextStartOn() throws SQLException {
    try (TestingSource source =
            TestingSource.withOrders().with("table.include.list", "public\\..*");
        LogLines log = LogLines.of("io.dbmazz.postgres.setup.PublicationWatch")) {
      TestingWorker worker = running(source);
      source.sql("CREATE TABLE items (id int PRIMARY KEY)");
      await().until(() -> log.contains("Table public.items is to be captured but is not"));
      worker.close();

      TestingWorker next = source.start();
      source.sql("INSERT INTO items VALUES (1)");
      assertThat(next.poll(1).get(0).topic()).isEqualTo("shop.public.items");
    }
  }

  @Test
  void tableOfOffsetsIsNeitherPublishedNorCaptured() throws SQLException {
    String offsets = "CREATE TABLE dbmazz_checkpoints (id int PRIMARY KEY, lsn text)";
    for (String mode : List.of("filtered", "all_tables")) {
      try (TestingSource source =
          TestingSource.withOrders()
              .sql(offsets)
              .with("table.include.list", "public\\..*")
              .with("publication.autocreate.mode", mode)) {
        TestingWorker worker = running(source);
        source.sql("INSERT INTO dbmazz_checkpoints VALUES (1, '0/1')");
        source.sql("INSERT INTO orders VALUES (1)");

        assertThat(worker.poll(1))
            .extracting(SourceRecord::topic)
            .containsExactly("shop.public.orders");
        assertThat(published(source)).isEqualTo(mode.equals("filtered") ? "0" : "1");
      }
    }
  }

  private static String published(TestingSource source) throws SQLException {
    return source.query(
        "SELECT count(*) FROM pg_publication_tables WHERE tablename = 'dbmazz_checkpoints'");
  }
}
