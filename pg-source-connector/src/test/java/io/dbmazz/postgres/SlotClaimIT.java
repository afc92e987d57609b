package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** A slot that is not read yet, because its task still reads rows, and another task. */
class SlotClaimIT {

  private static final int ROWS = 16_000;

  /** Rows that do not fit into the queue, so that the snapshot lasts until they are polled. */
  private static TestingSource source() throws SQLException {
    return TestingSource.withManyOrders(TestingPostgres.shared(), ROWS)
        .with("max.queue.size.in.bytes", "12000000");
  }

  private static void assertRefused(TestingWorker worker) {
    worker.pollUntilTrue(() -> worker.retried().size() > 1);
    assertThat(worker.retried())
        .extracting(RetriableException::getMessage)
        .allMatch(message -> message.contains("is being prepared by another task (PID "))
        .allMatch(message -> message.contains("dbmazz shop"));
  }

  @Test
  void secondTaskIsToldAndEmitsNothingWhileTheFirstReadsItsSnapshot() throws SQLException {
    try (TestingSource source = source();
        TestingWorker first = source.start()) {
      List<SourceRecord> records = first.pollRows(100);
      try (TestingWorker second = source.start()) {
        assertRefused(second);
        assertThat(second.poll()).isEmpty();
      }
      records.addAll(first.pollRows(ROWS - records.size()));
      source.sql("INSERT INTO orders VALUES (20000)");
      records.addAll(first.pollTo(20_000));

      assertThat(first.retried()).isEmpty();
      assertThat(Rows.of(records)).hasSize(ROWS + 1);
    }
  }

  @Test
  void taskThatFollowsOneStillStoppingStartsByItself() throws SQLException {
    try (TestingSource source = source()) {
      TestingWorker first = source.start();
      first.pollRows(100);
      try (TestingWorker second = source.start()) {
        assertRefused(second);
        first.close();

        assertThat(Rows.of(second.pollRows(ROWS))).hasSize(ROWS);
      }
    }
  }

  @Test
  void claimEndsWithItsConnection() throws SQLException {
    try (TestingSource source = source();
        TestingWorker first = source.start()) {
      first.pollRows(100);
      assertThat(
              source.query(
                  "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                      + " AND database ="
                      + " (SELECT oid FROM pg_database WHERE datname = current_database())"))
          .isEqualTo("t");
      try (TestingWorker second = source.start()) {
        assertThat(Rows.of(second.pollRows(100))).hasSizeGreaterThanOrEqualTo(100);
      }
    }
  }
}
