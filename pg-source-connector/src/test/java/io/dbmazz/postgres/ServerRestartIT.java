package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Lsn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServerRestartIT {

  @AutoClose private static final TestingPostgres postgres = TestingPostgres.start();

  @Test
  @DisplayName(
      "Loss scenario 4: a request for a reply is not answered with the server's end of WAL")
  void fastShutdownNeitherWaitsForUsNorIsItsWalConfirmed() throws SQLException {
    try (TestingSource source = TestingSource.withOrders(postgres)) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1)");
      List<SourceRecord> records = new ArrayList<>(worker.poll(1));
      Lsn confirmed = source.slotConfirmed();

      // The server asks the walsender's client for a reply until it has reported its end of WAL.
      postgres.stop();
      postgres.startAgain();

      assertThat(source.slotConfirmed()).isEqualTo(confirmed);
      source.sql("INSERT INTO orders VALUES (2)");
      records.addAll(worker.poll(1));
      assertThat(ids(records)).containsExactly(1L, 2L);
    }
  }

  @Test
  void transactionGoesOnWhereTheServerCrashed() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders(postgres)
            .with("max.queue.size", "100")
            .with("max.batch.size", "50")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders SELECT generate_series(1, 3000)");
      List<SourceRecord> records = new ArrayList<>(worker.poll(1000));

      postgres.crash();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                records.addAll(worker.poll());
                return !worker.retried().isEmpty();
              });
      postgres.startAgain();
      records.addAll(worker.poll(3000 - records.size()));

      assertThat(ids(records))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 3000).boxed().toList());
    }
  }

  private static List<Long> ids(List<SourceRecord> records) {
    return records.stream().map(record -> ((Struct) record.key()).getInt64("id")).toList();
  }
}
