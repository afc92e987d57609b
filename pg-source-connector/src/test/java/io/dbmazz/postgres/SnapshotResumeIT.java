package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task dies in the middle of a snapshot, the table changes, another task goes on. */
class SnapshotResumeIT {

  private static final String ORDERS = "shop.public.orders";
  private static final int ROWS = 12_000;

  /** Of a first task: what it has delivered before it dies, with more on the way. */
  private static List<SourceRecord> interrupted(TestingSource source, int rows) {
    TestingWorker worker = source.start();
    List<SourceRecord> records = worker.pollRows(rows);
    worker.deliver(records);
    worker.poll();
    worker.close();
    source.awaitNoConnections();
    return records;
  }

  @Test
  void acknowledgedChunksAreNotReadAgainAndTheTableConverges() throws SQLException {
    try (TestingSource source = TestingSource.withManyOrders(TestingPostgres.shared(), ROWS)) {
      List<SourceRecord> first = interrupted(source, 6_000);
      source.sql(
          "DELETE FROM orders WHERE id <= 100 OR id = 11000",
          "VACUUM orders",
          "UPDATE orders SET note = repeat('m', 900) WHERE id BETWEEN 11500 AND 11520",
          "UPDATE orders SET note = 'changed' WHERE id IN (200, 10000)",
          "INSERT INTO orders VALUES (20000, 'last')");

      List<SourceRecord> second = source.start().pollTo(20_000);

      Set<Long> again = new HashSet<>(Rows.idsRead(second));
      again.retainAll(LongStream.rangeClosed(201, 4_000).boxed().toList());
      assertThat(again).as("rows of the first chunk").isEmpty();
      assertThat(Rows.idsRead(second)).hasSizeBetween(ROWS - 8_300, ROWS - 4_000);
      assertThat(new Replica().apply(first).apply(second).table(ORDERS))
          .isEqualTo(source.table("SELECT id, note FROM orders", 1));
    }
  }

  @Test
  void changesArriveAfterTheRowsThatTheyChange() throws SQLException {
    try (TestingSource source = TestingSource.withManyOrders(TestingPostgres.shared(), ROWS)) {
      interrupted(source, 6_000);
      source.sql("DELETE FROM orders WHERE id = 1", "INSERT INTO orders VALUES (20000)");

      List<SourceRecord> second = Rows.of(source.start().pollTo(20_000));

      assertThat(second.subList(second.size() - 2, second.size()))
          .extracting(Rows::id)
          .containsExactly(1L, 20_000L);
      assertThat(Rows.change(second.get(second.size() - 2)).version().orElseThrow())
          .isGreaterThan(Rows.change(second.get(0)).version().orElseThrow());
    }
  }

  @Test
  void toastedValueOfARowThatMovedIsNotLost() throws SQLException {
    try (TestingSource source =
        TestingSource.withManyOrders(TestingPostgres.shared(), 6_000)
            .sql(
                "ALTER TABLE orders ADD big text, ALTER big SET STORAGE EXTERNAL",
                "INSERT INTO orders VALUES (7000, repeat('x', 900), repeat('y', 5000))",
                "INSERT INTO orders SELECT g, repeat('x', 900) FROM generate_series(8000, 12000) g")) {
      List<SourceRecord> first = interrupted(source, 4_500);
      source.sql("DELETE FROM orders WHERE id <= 4000", "VACUUM orders");
      moveIntoFirstChunk(source);
      source.sql("INSERT INTO orders VALUES (20000)");

      List<SourceRecord> second = source.start().pollTo(20_000);

      assertThat(new Replica().apply(first).apply(second).table(ORDERS).get("7000"))
          .isEqualTo("7000|" + "m".repeat(900) + "|" + "y".repeat(5_000));
    }
  }

  /** The server chooses the block; most of those with room are in the first chunk. */
  private static void moveIntoFirstChunk(TestingSource source) throws SQLException {
    for (int i = 0; i < 50; i++) {
      source.sql("UPDATE orders SET note = repeat('m', 900) WHERE id = 7000");
      String block = source.query("SELECT (ctid::text::point)[0]::int FROM orders WHERE id = 7000");
      if (Integer.parseInt(block) < 500) {
        return;
      }
    }
    throw new AssertionError("The row does not move into the first chunk");
  }

  @ParameterizedTest
  @CsvSource({
    "'a int, b text, PRIMARY KEY (b, a)', 'id % 7, id::text'",
    "'\"Id One\" uuid PRIMARY KEY, b int', 'md5(id::text)::uuid, 1'",
    "'a text COLLATE \"C\" PRIMARY KEY, b int', '''tab\t'' || id, 1'",
    "'a numeric(20,4) PRIMARY KEY, b timestamptz', 'id * 1.5, now()'"
  })
  void everyKindOfKeyResumes(String columns, String values) throws SQLException {
    try (TestingSource source =
        TestingSource.on(TestingPostgres.shared())
            .sql(
                "CREATE TABLE \"Orders\" (" + columns + ", id bigint, pad text)",
                "INSERT INTO \"Orders\" SELECT "
                    + values
                    + ", id, repeat('x', 900)"
                    + " FROM generate_series(1, 6000) id")
            .with("table.include.list", "Orders")
            .with("snapshot.mode", "initial")) {
      List<SourceRecord> first = interrupted(source, 4_500);
      source.sql(
          "DELETE FROM \"Orders\" WHERE id IN (5, 5900)",
          "INSERT INTO \"Orders\" SELECT "
              + values
              + ", id, NULL FROM generate_series(9000, 9000) id");

      List<SourceRecord> second = source.start().pollTo(9_000);

      Replica replica = new Replica().apply(first).apply(second);
      assertThat(replica.table("shop.public.Orders")).hasSize(5_999);
      assertThat(Rows.idsRead(second)).hasSizeLessThan(2_500);
    }
  }

  @Test
  void rowsOfATableWithoutAKeyComeOnce() throws SQLException {
    try (TestingSource source = TestingSource.withOrdersWithoutKey(12_000)) {
      List<SourceRecord> first = interrupted(source, 5_000);
      source.transaction("INSERT INTO orders SELECT g, 'new' FROM generate_series(12001, 12100) g");
      List<SourceRecord> second = interrupted(source, 3_000);
      source.sql("INSERT INTO orders VALUES (20000)");
      List<SourceRecord> third = source.start().pollTo(20_000);

      List<Object> expected = new ArrayList<>(LongStream.rangeClosed(1, 12_100).boxed().toList());
      expected.add(20_000L);
      assertThat(new Replica().apply(first).apply(second).apply(third).column(ORDERS, "id"))
          .isEqualTo(expected);
      assertThat(Rows.idsRead(first)).doesNotContainAnyElementsOf(Rows.idsRead(second));
    }
  }

  @Test
  void rewrittenTableIsReadWholeAgainIfItHasAKey() throws SQLException {
    try (TestingSource source = TestingSource.withManyOrders(TestingPostgres.shared(), ROWS)) {
      List<SourceRecord> first = interrupted(source, 6_000);
      source.sql(
          "DELETE FROM orders WHERE id % 2 = 0",
          "VACUUM FULL orders", "INSERT INTO orders VALUES (20000)");

      List<SourceRecord> second = source.start().pollTo(20_000);

      assertThat(new Replica().apply(first).apply(second).table(ORDERS))
          .isEqualTo(source.table("SELECT id, note FROM orders", 1));
    }
  }

  @Test
  void rewrittenTableWithoutAKeyIsRefused() throws SQLException {
    try (TestingSource source =
        TestingSource.on(TestingPostgres.shared())
            .sql(
                "CREATE TABLE orders (id bigint, note text)",
                "INSERT INTO orders SELECT g, repeat('x', 900) FROM generate_series(1, 9000) g")
            .with("replica.identity.autoset.values", "orders:FULL")
            .with("snapshot.mode", "initial")) {
      interrupted(source, 5_000);
      source.sql("VACUUM FULL orders");

      assertThatThrownBy(() -> source.start().pollRows(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("public.orders")
          .hasMessageContaining("has no key");
    }
  }

  @Test
  void partitionsThatWereReadAreNotReadAgain() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(13);
    try (TestingSource source =
        TestingSource.on(TestingPostgres.shared())
            .sql(
                "CREATE TABLE events (id bigint, day int, pad text, PRIMARY KEY (id, day))"
                    + " PARTITION BY RANGE (day)",
                "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (1)",
                "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (1) TO (2)",
                "INSERT INTO events SELECT g, g / 5000, repeat('x', 900)"
                    + " FROM generate_series(1, 9999) g")
            .with("snapshot.mode", "initial")
            .with("table.include.list", "events")) {
      List<SourceRecord> first = interrupted(source, 6_000);
      source.sql(
          "UPDATE events SET day = 0 WHERE id = 9000",
          "UPDATE events SET day = 1 WHERE id = 10",
          "INSERT INTO events VALUES (20000, 0)");

      List<SourceRecord> second = source.start().pollTo(20_000);

      assertThat(Rows.idsRead(second)).doesNotContain(1L, 11L, 4_999L).contains(9_000L, 10L);
      assertThat(new Replica().apply(first).apply(second).table("shop.public.events"))
          .isEqualTo(source.table("SELECT id, day, pad FROM events", 2));
    }
  }
}
