package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.ConnectorMetrics;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ResumeIT {

  @Test
  void restartAfterAnyRecordNeitherLosesNorRepeatsOne() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.start().close();
      source.sql("INSERT INTO orders VALUES (1, 'before')");
      source.transaction(
          "INSERT INTO orders VALUES (2, 'a'), (3, 'b')",
          "UPDATE orders SET note = 'c' WHERE id = 2",
          "UPDATE orders SET id = 30 WHERE id = 3",
          "DELETE FROM orders WHERE id = 2",
          "TRUNCATE orders",
          "INSERT INTO orders VALUES (4, 'd')");
      source.sql("INSERT INTO orders VALUES (5, 'after')");
      List<SourceRecord> all = firstRun(source, 12);

      for (int stored = 1; stored < all.size(); stored++) {
        SourceRecord last = all.get(stored - 1);
        source.offsets().store(last.sourcePartition(), last.sourceOffset());
        // A delete whose tombstone is not stored comes again with it.
        List<SourceRecord> rest =
            all.subList(hasTombstoneBehind(all, stored - 1) ? stored - 1 : stored, all.size());
        try (TestingWorker worker = source.start()) {
          assertThat(worker.poll(rest.size())).as("after record %d", stored).isEqualTo(rest);
        }
      }
    }
  }

  private static List<SourceRecord> firstRun(TestingSource source, int count) {
    try (TestingWorker worker = source.start()) {
      List<SourceRecord> all = worker.poll(count);
      assertThat(all).hasSize(count);
      return all;
    }
  }

  private static boolean hasTombstoneBehind(List<SourceRecord> records, int index) {
    return records.get(index).value() instanceof Struct && records.get(index + 1).value() == null;
  }

  @Test
  void taskThatFollowsAtOnceDoesNotStumbleOverTheOneBefore() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      for (int i = 0; i < 5; i++) {
        try (TestingWorker worker = source.start()) {
          assertThat(worker.gauge(ConnectorMetrics.STREAMING)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void taskStoppedBeforeAnythingWasStoredStartsFromTheSlot() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.start().close();
      source.sql("INSERT INTO orders VALUES (1)");
      List<SourceRecord> first = firstRun(source, 1);

      assertThat(firstRun(source, 1)).isEqualTo(first);
    }
  }
}
