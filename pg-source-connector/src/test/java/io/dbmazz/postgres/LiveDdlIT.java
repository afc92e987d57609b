package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** DDL under a running task, seen from its records. */
class LiveDdlIT {

  private static String after(SourceRecord record) {
    return String.valueOf(((Struct) record.value()).get("after"));
  }

  @Test
  void backlogOfATaskThatWasDownIsReadInTheShapesOfItsTime() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      try (TestingWorker worker = source.start()) {
        source.sql("INSERT INTO orders VALUES (1, 'a')");
        worker.deliver(worker.poll(1));
      }
      source.sql(
          "INSERT INTO orders VALUES (2, 'b')",
          "ALTER TABLE orders ADD n int NOT NULL DEFAULT 7",
          "UPDATE orders SET note = 'c' WHERE id = 1",
          "ALTER TABLE orders RENAME note TO remark",
          "ALTER TABLE orders ALTER id TYPE numeric(20, 0)",
          "INSERT INTO orders VALUES (3, 'd', 8)",
          "ALTER TABLE orders DROP remark",
          "DELETE FROM orders WHERE id = 2");

      try (TestingWorker worker = source.start()) {
        List<SourceRecord> records = worker.poll(4);
        assertThat(records.subList(0, 3))
            .extracting(LiveDdlIT::after)
            .containsExactly(
                "Struct{id=2,note=b}", "Struct{id=1,note=c,n=7}", "Struct{id=3,remark=d,n=8}");
        assertThat(records.get(3).key()).hasToString("Struct{id=2}");
      }
    }
  }

  @Test
  void tableRenamedOutOfTheIncludeListIsNoLongerCapturedAndOneRenamedBackIs() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO orders VALUES (1)",
          "ALTER TABLE orders RENAME TO away",
          "INSERT INTO away VALUES (2)",
          "ALTER TABLE away RENAME TO orders",
          "INSERT INTO orders VALUES (3)");

      assertThat(worker.pollUntil(record -> after(record).contains("id=3")))
          .extracting(LiveDdlIT::after)
          .containsExactly("Struct{id=1}", "Struct{id=3}");
    }
  }

  @Test
  void rowsOfAPartitionThatWasATableBeforeAreReadOrRefusedWhereTheServerSkipsThem()
      throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(13);
    try (TestingSource source =
        TestingSource.withOrders()
            .sql(
                "CREATE TABLE p (id int PRIMARY KEY, note text) PARTITION BY RANGE (id)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE p2 (note text, id int PRIMARY KEY)")
            .with("status.update.interval.ms", "100")
            .with("table.include.list", "p")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO p2 VALUES ('a', 11)", "INSERT INTO p VALUES (1, 'b')");
      worker.poll(1);
      source.sql(
          "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20)",
          "INSERT INTO p VALUES (12, 'c')",
          "INSERT INTO p VALUES (2, 'd')");

      if (TestingPostgres.shared().majorVersion() < 15) {
        SlotWatchIT.assertFails(worker)
            .hasMessageContaining("'public.p2' has become a partition of 'public.p'");
        return;
      }
      assertThat(worker.pollUntil(record -> after(record).contains("id=2")))
          .extracting(LiveDdlIT::after)
          .containsExactly("Struct{id=12,note=c}", "Struct{id=2,note=d}");
    }
  }
}
