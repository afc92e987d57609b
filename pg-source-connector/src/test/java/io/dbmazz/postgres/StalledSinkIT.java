package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ConnectorMetrics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sink that takes nothing for many times {@code wal_sender_timeout}. How long, in seconds, {@code
 * -Dtest.stall.seconds} says.
 */
class StalledSinkIT {

  private static final Duration STALL = Duration.ofSeconds(Long.getLong("test.stall.seconds", 4));

  /** A queue that is full at once, one that one row fills, and one that stays empty. */
  @ParameterizedTest
  @ValueSource(strings = {"x', 100), 3000", "x', 3000000), 20", "x', 10), 5"})
  void connectionOutlivesIt(String noteAndRows) throws SQLException {
    String note = noteAndRows.substring(0, noteAndRows.lastIndexOf(','));
    long rows = Long.parseLong(noteAndRows.substring(noteAndRows.lastIndexOf(',') + 2));
    try (TestingSource source =
        TestingSource.withOrders()
            .with("max.queue.size", "50")
            .with("max.queue.size.in.bytes", "1000000")) {
      source.sql("ALTER DATABASE " + source.database() + " SET wal_sender_timeout = '1s'");
      try (TestingConsumer consumer = TestingConsumer.of(source)) {
        String pid = source.slotColumn("active_pid");
        source.sql(
            "ALTER TABLE orders ALTER note SET STORAGE EXTERNAL",
            "INSERT INTO orders SELECT i, repeat('"
                + note
                + " FROM generate_series(1, "
                + rows
                + ") AS i");
        await().until(() -> consumer.worker().gauge(ConnectorMetrics.QUEUED_MESSAGES) > 0);

        await()
            .during(STALL)
            .atMost(STALL.multipliedBy(2))
            .until(() -> Objects.equals(pid, source.slotColumn("active_pid")));

        consumer.receiveAll(rows);
        assertThat(source.slotColumn("active_pid")).isEqualTo(pid);
      }
    }
  }
}
