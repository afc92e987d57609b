package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.ConnectionTimeouts;
import io.dbmazz.record.Heartbeat;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The wall clock jumps: whoever sets it, no schedule may follow. */
class ClockIT {

  /** A year on with each reading, and back with the next. */
  private static Clock jumping(AtomicLong readings) {
    InstantSource source =
        () -> {
          long days = readings.incrementAndGet() % 2 == 0 ? 365 : -365;
          return Instant.now().plus(Duration.ofDays(days));
        };
    return source.withZone(ZoneOffset.UTC);
  }

  @Test
  void streamHeartbeatsAndConfirmationsGoOn() throws SQLException {
    AtomicLong readings = new AtomicLong();
    TaskEnvironment environment =
        new TaskEnvironment(jumping(readings), System::nanoTime, ConnectionTimeouts.TASK);
    try (TestingSource source = TestingSource.withOrders().with("heartbeat.interval.ms", "300")) {
      source.sql("ALTER DATABASE " + source.database() + " SET wal_sender_timeout = '1s'");
      TestingWorker worker = source.start(environment);
      String pid = source.slotColumn("active_pid");
      source.sql("INSERT INTO orders VALUES (1)");
      worker.deliver(worker.poll(1));

      // Three time-outs of the server with nothing but statuses and heartbeats.
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(6))
          .until(() -> worker.poll().size() <= 1);
      source.sql("CREATE TABLE unrelated (id int)", "INSERT INTO orders VALUES (2)");
      worker.deliver(worker.pollUntil(record -> !Heartbeat.isHeartbeatTopic(record.topic())));

      assertThat(source.slotColumn("active_pid")).isEqualTo(pid);
      assertThat(worker.retried()).isEmpty();
      assertThat(readings.get()).as("the clock was read").isGreaterThan(5);
      await().until(() -> source.slotConfirmed().equals(worker.confirmed()));
    }
  }
}
