package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Compares the snapshot with COPY alone, over the same table in the same run, when asked to by
 * {@code -Ddbmazz.snapshot.rows=2000000}.
 */
@EnabledIfSystemProperty(named = "dbmazz.snapshot.rows", matches = "\\d+")
class SnapshotSpeedIT {

  private static final int ROWS = Integer.getInteger("dbmazz.snapshot.rows", 0);

  @Test
  void snapshotAgainstCopyAlone() throws SQLException {
    try (TestingSource source =
        TestingSource.on(TestingPostgres.shared())
            .sql(
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer int, amount numeric(12,2),"
                    + " status text, at timestamptz, note text, flag boolean, weight float8)",
                "INSERT INTO orders SELECT g, g % 1000, g * 1.01, 'shipped', now(), repeat('x', 60),"
                    + " true, g * 0.5 FROM generate_series(1, "
                    + ROWS
                    + ") g",
                "VACUUM ANALYZE orders")
            .with("max.batch.size", "8192")
            .with("snapshot.mode", "initial")) {
      copy(source);
      double copied = ROWS / seconds(() -> copy(source));
      double read = ROWS / seconds(() -> read(source));

      System.out.printf(
          "COPY alone %.0f rows/s, snapshot %.0f rows/s, ratio %.2f%n",
          copied, read, read / copied);
      assertThat(read).isPositive();
    }
  }

  private interface Work {
    void run() throws SQLException;
  }

  private static double seconds(Work work) throws SQLException {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e9;
  }

  private static void copy(TestingSource source) throws SQLException {
    try (Connection connection = TestingPostgres.shared().connect(source.database())) {
      CopyOut copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY orders TO STDOUT");
      int rows = 0;
      while (copy.readFromCopy() != null) {
        rows++;
      }
      assertThat(rows).isEqualTo(ROWS);
    }
  }

  private static void read(TestingSource source) {
    TestingWorker worker = source.start();
    int rows = 0;
    while (rows < ROWS) {
      List<SourceRecord> records = worker.poll();
      records.forEach(worker::acknowledge);
      rows += Rows.of(records).size();
    }
  }
}
