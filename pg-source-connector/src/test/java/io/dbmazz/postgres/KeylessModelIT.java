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
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table without keys, read anew while others write to it: a model against the source. */
class KeylessModelIT {

  private static final int KEYS = Integer.getInteger("incremental.model.keys", 1200);
  private static final String TOPIC = "shop.public.items";
  private static final String ALL = "id,rev,note,big";

  private static TestingSource source() throws SQLException {
    return source(KEYS);
  }

  private static TestingSource source(int keys) throws SQLException {
    return TestingSource.signalled(TestingPostgres.shared())
        .sql(RandomWriters.table(keys))
        .sql(
            "ALTER TABLE items DROP CONSTRAINT items_pkey",
            "ALTER TABLE items ALTER id DROP NOT NULL",
            "ALTER TABLE items REPLICA IDENTITY FULL",
            "CREATE INDEX ON items (id)")
        .with("table.include.list", "items")
        .with("max.batch.size", "50");
  }

  /** What is done to the source once rows of the snapshot come. */
  @FunctionalInterface
  private interface Incident {
    void on(TestingSource source) throws SQLException;
  }

  private static BagOfRows run(TestingSource source, String columns, Incident incident)
      throws Exception {
    BagOfRows consumer = new BagOfRows(TOPIC);
    TestingPostgres postgres = TestingPostgres.shared();
    try (TestingWorker worker = source.start();
        RandomWriters writers = new RandomWriters(postgres, source.database(), KEYS, 3, 11)) {
      source.signal("execute-snapshot", "public.items");
      pollUntilRead(worker, consumer);
      incident.on(source);
      consumer.accept(worker.pollUntil(KeylessModelIT::isDone));
      assertThat(writers.stop()).isGreaterThan(10);
      drain(source, worker, consumer);
    }
    assertThat(consumer.lacks(rows(source, columns))).isEmpty();
    return consumer;
  }

  private static void pollUntilRead(TestingWorker worker, BagOfRows consumer) {
    await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              consumer.accept(worker.poll());
              return consumer.reads() > 0;
            });
  }

  /** Of the run that the signal asked for; until then the table counts as read before. */
  private static boolean isDone(SourceRecord record) {
    return TableOffsets.done("public.items").test(record)
        && record.sourceOffset().containsKey("signal");
  }

  private static void drain(TestingSource source, TestingWorker worker, BagOfRows consumer)
      throws SQLException {
    source.sql("INSERT INTO items VALUES (-1, -1, 'last', 'last')");
    consumer.accept(worker.pollUntil(KeylessModelIT::isLast));
  }

  private static boolean isLast(SourceRecord record) {
    return record.topic().equals(TOPIC)
        && String.valueOf(((Struct) record.value()).getStruct("after")).contains("id=-1,");
  }

  private static Map<Map<String, String>, Integer> rows(TestingSource source, String columns)
      throws SQLException {
    Map<Map<String, String>, Integer> rows = new HashMap<>();
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + columns + " FROM items")) {
      while (row.next()) {
        Map<String, String> texts = new TreeMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          texts.put(row.getMetaData().getColumnName(i), row.getString(i));
        }
        rows.merge(texts, 1, Integer::sum);
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({"7,false", "100,true", "5000,true"})
  void consumerEndsWithTheSourcesRowsAndNeverRemovesARowThatItDoesNotHave(int chunk, boolean alike)
      throws Exception {
    try (TestingSource source = source()) {
      source.with("incremental.snapshot.chunk.size", Integer.toString(chunk));
      if (alike) {
        source.with("column.exclude.list", "public.items.rev,public.items.big");
      }
      BagOfRows consumer = run(source, alike ? "id,note" : ALL, ignored -> {});

      assertThat(consumer.violations()).isEmpty();
      assertThat(consumer.truncates()).isEqualTo(1);
      assertThat(consumer.reads()).isGreaterThan(KEYS / 10);
    }
  }

  @Test
  void readingWhoseConnectionIsLostBeginsAnew() throws Exception {
    int moreThanSocketsHold = 20 * KEYS;
    try (TestingSource source = source(moreThanSocketsHold)) {
      source.with("incremental.snapshot.chunk.size", "20");
      BagOfRows consumer =
          run(source, ALL, database -> await().until(() -> terminatesACopy(database)));
      assertThat(consumer.truncates()).isEqualTo(2);
    }
  }

  private static boolean terminatesACopy(TestingSource source) throws SQLException {
    return source.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE query LIKE 'COPY (%' AND datname = current_database()")
        != null;
  }

  @Test
  void readingOfAKilledTaskBeginsAnewAtTheNextStart() throws Exception {
    try (TestingSource source = source().with("incremental.snapshot.chunk.size", "20")) {
      BagOfRows consumer = new BagOfRows(TOPIC);
      try (TestingWorker worker = source.start()) {
        source.signal("execute-snapshot", "public.items");
        List<SourceRecord> records =
            worker.pollUntil(
                record ->
                    record.topic().equals(TOPIC)
                        && ((Struct) record.value()).getString("op").equals("r"));
        consumer.accept(records);
        worker.deliver(records);
      }
      source.sql("UPDATE items SET note = 'meanwhile'", "DELETE FROM items WHERE id < 100");
      try (TestingWorker worker = source.start()) {
        List<SourceRecord> records = worker.pollUntil(KeylessModelIT::isDone);
        consumer.accept(records);
        worker.deliver(records);
        drain(source, worker, consumer);
      }
      assertThat(consumer.truncates()).isEqualTo(2);
      assertThat(consumer.lacks(rows(source, ALL))).isEmpty();
      assertNothingIsReadAgain(source);
    }
  }

  private static void assertNothingIsReadAgain(TestingSource source) throws SQLException {
    try (TestingWorker worker = source.start()) {
      source.sql("INSERT INTO items VALUES (-1, -2, 'last', 'last')");
      assertThat(worker.pollUntil(KeylessModelIT::isLast))
          .filteredOn(record -> record.topic().equals(TOPIC))
          .allMatch(record -> ((Struct) record.value()).getString("op").equals("c"));
    }
  }
}
