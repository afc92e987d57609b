package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables read beside the stream while others write to them: a model against the source. */
class IncrementalModelIT {

  private static final int KEYS = Integer.getInteger("incremental.model.keys", 1200);

  /** A task that is killed all the time reads less than others write: it would never be done. */
  private static final int LIVES_BESIDE_WRITERS = 4;

  @ParameterizedTest
  @ValueSource(ints = {7, 100, 5000})
  void consumerWithoutVersionsEndsWithTheSourcesRowsAndNoneGoesBack(int chunk) throws Exception {
    LastRecordWins consumer = run(chunk, source -> {});

    assertThat(consumer.reads()).isGreaterThan(KEYS / 10);
  }

  @Test
  void truncateInTheMiddleLeavesNoRowBehind() throws Exception {
    run(20, source -> source.sql("TRUNCATE items"));
  }

  @Test
  void rewriteInTheMiddleLosesNoRow() throws Exception {
    run(20, source -> source.sql("ALTER TABLE items ALTER note TYPE varchar(20)"));
  }

  @Test
  void taskThatIsKilledAgainAndAgainEndsWithTheSourcesRows() throws Exception {
    TestingPostgres postgres = TestingPostgres.shared();
    try (TestingSource source = TestingSource.signalled(postgres)) {
      source.sql(RandomWriters.table(2 * KEYS)).with("table.include.list", "items");
      source.with("incremental.snapshot.chunk.size", "50").with("max.batch.size", "200");
      LastRecordWins consumer = new LastRecordWins("shop.public.items");
      Random random = new Random(42);
      source.start().close();
      source.signal("execute-snapshot", "public.items");
      int lives = 0;
      try (RandomWriters writers = new RandomWriters(postgres, source.database(), 2 * KEYS, 2, 9)) {
        while (!liveALittle(source, consumer, random)) {
          lives++;
          if (lives == LIVES_BESIDE_WRITERS) {
            writers.stop();
          }
        }
        writers.stop();
      }
      try (TestingWorker worker = source.start()) {
        drain(source, worker, consumer);
      }
      assertThat(lives).isGreaterThan(2);
      assertThat(consumer.rows()).isEqualTo(rows(source));
    }
  }

  /** Starts a task, stores a part of what it gives, and kills it; whether the table is read. */
  private static boolean liveALittle(TestingSource source, LastRecordWins consumer, Random random) {
    try (TestingWorker worker = source.start()) {
      AtomicInteger left = new AtomicInteger(300 + random.nextInt(600));
      List<SourceRecord> records =
          worker.pollUntil(record -> left.decrementAndGet() == 0 || isDone(record));
      consumer.accept(records);
      List<SourceRecord> stored = records.subList(0, 1 + random.nextInt(records.size()));
      worker.deliver(stored);
      return stored.stream().anyMatch(IncrementalModelIT::isDone);
    }
  }

  private static boolean isDone(SourceRecord record) {
    return TableOffsets.done("public.items").test(record);
  }

  /** Something that happens once rows are being read. */
  @FunctionalInterface
  private interface Incident {
    void on(TestingSource source) throws SQLException;
  }

  private static LastRecordWins run(int chunk, Incident incident) throws Exception {
    TestingPostgres postgres = TestingPostgres.shared();
    try (TestingSource source = TestingSource.signalled(postgres)) {
      source.sql(RandomWriters.table(KEYS)).with("table.include.list", "items");
      source.with("incremental.snapshot.chunk.size", Integer.toString(chunk));
      source.with("max.batch.size", "50");
      LastRecordWins consumer = new LastRecordWins("shop.public.items");
      try (TestingWorker worker = source.start();
          RandomWriters writers = new RandomWriters(postgres, source.database(), KEYS, 3, chunk)) {
        source.signal("execute-snapshot", "public.items");
        await()
            .pollInterval(Duration.ofMillis(1))
            .atMost(Duration.ofSeconds(30))
            .until(() -> polled(worker, consumer).reads() > 0);
        incident.on(source);
        consume(worker, consumer, "public.items");
        assertThat(writers.stop()).isGreaterThan(10);
        drain(source, worker, consumer);
      }
      assertThat(consumer.violations()).isEmpty();
      assertThat(consumer.rows()).isEqualTo(rows(source));
      return consumer;
    }
  }

  private static LastRecordWins polled(TestingWorker worker, LastRecordWins consumer) {
    consumer.accept(worker.poll());
    return consumer;
  }

  private static void consume(TestingWorker worker, LastRecordWins consumer, String table) {
    consumer.accept(worker.pollUntil(TableOffsets.done(table)));
  }

  private static void drain(TestingSource source, TestingWorker worker, LastRecordWins consumer)
      throws SQLException {
    source.sql("INSERT INTO items VALUES (-1, nextval('rev'), 'last', 'last')");
    List<SourceRecord> rest =
        worker.pollUntil(record -> String.valueOf(record.key()).contains("id=-1"));
    consumer.accept(rest);
  }

  private static Map<Object, Map<String, String>> rows(TestingSource source) throws SQLException {
    Map<Object, Map<String, String>> rows = new HashMap<>();
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM items")) {
      while (row.next()) {
        Map<String, String> columns = new TreeMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.put(row.getMetaData().getColumnName(i), row.getString(i));
        }
        rows.put(List.of(row.getString("id")), columns);
      }
    }
    return rows;
  }
}
