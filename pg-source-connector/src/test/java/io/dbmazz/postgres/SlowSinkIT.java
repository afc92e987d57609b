package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ConnectorMetrics;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SlowSinkIT {

  private static final int ROWS = 200_000;
  private static final long QUEUE_BYTES = 64 * 1024;

  @Test
  void memoryStaysBoundedWhateverTheSizeOfATransaction() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .with("max.queue.size", "100000")
            .with("max.queue.size.in.bytes", Long.toString(QUEUE_BYTES))) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders SELECT generate_series(1, " + ROWS + "), 'note'");
      await().until(() -> worker.gauge(ConnectorMetrics.QUEUED_BYTES) > QUEUE_BYTES / 2);

      long next = 1;
      while (next <= ROWS) {
        assertThat(worker.gauge(ConnectorMetrics.QUEUED_BYTES)).isLessThanOrEqualTo(QUEUE_BYTES);
        List<SourceRecord> records = worker.poll();
        assertThat(records).hasSizeLessThanOrEqualTo(2048);
        for (SourceRecord record : records) {
          assertThat(((Struct) record.key()).getInt64("id")).isEqualTo(next++);
          worker.acknowledge(record);
        }
      }
    }
  }

  @Test
  void rowLargerThanTheQueuePassesAlone() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("max.queue.size.in.bytes", "1024")) {
      TestingWorker worker = source.start();
      source.transaction(
          "INSERT INTO orders VALUES (1)",
          "INSERT INTO orders VALUES (2, repeat('x', 1000000))",
          "INSERT INTO orders VALUES (3)");

      List<SourceRecord> records = worker.poll(3);

      assertThat(records)
          .extracting(record -> ((Struct) record.key()).getInt64("id"))
          .containsExactly(1L, 2L, 3L);
    }
  }
}
