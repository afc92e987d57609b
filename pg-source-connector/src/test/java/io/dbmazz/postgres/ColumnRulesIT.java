package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class ColumnRulesIT {

  private static final String SALTED = "column.mask.hash.SHA-256.with.salt.pepper";

  private static Struct after(SourceRecord record) {
    return ((Struct) record.value()).getStruct("after");
  }

  private static Struct before(SourceRecord record) {
    return ((Struct) record.value()).getStruct("before");
  }

  private static TestingSource people() throws SQLException {
    return TestingSource.on(TestingPostgres.shared())
        .sql(
            "CREATE TABLE people (id int PRIMARY KEY, name text, mail varchar(100), phone text,"
                + " note text, born numeric)",
            "ALTER TABLE people REPLICA IDENTITY FULL")
        .with("table.include.list", "public.people")
        .with("tombstones.on.delete", "false");
  }

  private static TestingSource masked() throws SQLException {
    return people()
        .with(SALTED, "public\\.people\\.name")
        .with("column.mask.hash.v2.SHA-512.with.salt.pepper", "public.people.mail")
        .with("column.mask.with.4.chars", "public.people.phone,public.people.born")
        .with("column.truncate.to.3.chars", "public.people.note");
  }

  @Test
  void masksGiveWhatDebeziumGives() throws SQLException {
    try (TestingSource source =
        masked()
            .with("column.mask.with.4.chars", "public.people.phone")
            .with("connector.class", "io.debezium.connector.postgresql.PostgresConnector")
            .with("name", "people")
            .with("plugin.name", "pgoutput")
            .with("publication.autocreate.mode", "filtered")
            .with("snapshot.mode", "no_data")) {
      Struct expected;
      try (TestingWorker debezium = TestingDebezium.start(source)) {
        source.sql(
            "INSERT INTO people VALUES (1, 'Zo\u00eb', 'zoe@example.com', '555', 'long', 1)");
        expected = after(debezium.poll(1).get(0));
      }

      try (TestingWorker ours = source.start()) {
        Struct actual = after(ours.poll(1).get(0));
        for (String column : List.of("name", "mail", "phone", "note")) {
          assertThat(actual.get(column)).as(column).isEqualTo(expected.get(column));
        }
      }
    }
  }

  @Test
  void oldRowsAreMaskedTooAndNullStaysNull() throws SQLException {
    try (TestingSource source = masked()) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO people VALUES (1, 'Ann', NULL, NULL, NULL, 'NaN')",
          "UPDATE people SET mail = 'ann@example.com' WHERE id = 1",
          "DELETE FROM people WHERE id = 1");
      List<SourceRecord> records = worker.poll(3);

      Struct inserted = after(records.get(0));
      assertThat(inserted.getString("name")).hasSize(64).isNotEqualTo("Ann");
      assertThat(inserted.getString("born")).isEqualTo("****");
      assertThat(inserted.get("mail")).isNull();
      assertThat(inserted.get("phone")).isNull();
      assertThat(before(records.get(1))).isEqualTo(inserted);
      assertThat(before(records.get(2))).isEqualTo(after(records.get(1)));
      assertThat(records.toString()).doesNotContain("Ann").doesNotContain("ann@example.com");
      assertThat(records.toString()).doesNotContain("NaN");
    }
  }

  @Test
  void rowsOfSnapshotsAreMaskedAsThoseOfTheStream() throws SQLException {
    String signals = "public.signals";
    try (TestingSource source =
        masked()
            .sql("CREATE TABLE signals (id text PRIMARY KEY, type text, data text)")
            .with("signal.data.collection", signals)
            .with("snapshot.mode", "initial")) {
      String values = ", 'Ann', 'ann@example.com', '555-1234', 'a long note', 1970)";
      source.sql("INSERT INTO people VALUES (1" + values);
      TestingWorker worker = source.start();
      List<SourceRecord> records = new ArrayList<>(worker.pollRows(1));
      source.sql("INSERT INTO people VALUES (2" + values);
      records.addAll(worker.pollTo(2));
      source.signal("execute-snapshot", "public.people");
      records.addAll(worker.pollUntil(TableOffsets.done("public.people")));
      List<SourceRecord> rows = Rows.of(records);

      assertThat(rows)
          .extracting(record -> ((Struct) record.value()).getString("op"))
          .containsExactly("r", "c", "r", "r");
      for (String column : List.of("name", "mail", "phone", "note", "born")) {
        Object streamed = after(rows.get(1)).get(column);
        assertThat(rows).extracting(row -> after(row).get(column)).containsOnly(streamed);
      }
      assertThat(after(rows.get(0)).getString("phone")).isEqualTo("****");
      assertThat(after(rows.get(0)).getString("note")).isEqualTo("a l");
      assertThat(records.toString()).doesNotContain("Ann").doesNotContain("ann@example.com");
    }
  }

  @Test
  void tableThatIsIgnoredIsNotCapturedWhateverTheOtherListsSay() throws SQLException {
    try (TestingSource source =
        people()
            .sql("CREATE SCHEMA ops", "CREATE TABLE ops.my_offsets (id int PRIMARY KEY)")
            .with("table.include.list", "public\\.people,ops\\..*")
            .with("table.ignore.list", ".*\\.my_offsets")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO ops.my_offsets VALUES (1)", "INSERT INTO people VALUES (1)");

      assertThat(Rows.of(worker.pollRows(1)))
          .extracting(SourceRecord::topic)
          .containsExactly("shop.public.people");
      assertThat(source.query("SELECT count(*) FROM pg_publication_tables")).isEqualTo("1");
    }
  }

  @Test
  void hashedKeyIsTheSameInEveryRecordOfARow() throws SQLException {
    try (TestingSource source = people().with(SALTED, "public.people.id")) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO people VALUES (1)",
          "UPDATE people SET note = 'x' WHERE id = 1",
          "DELETE FROM people WHERE id = 1");

      assertThat(worker.poll(3).stream().map(record -> ((Struct) record.key()).getString("id")))
          .hasSize(3)
          .allMatch(id -> id.length() == 64)
          .satisfies(ids -> assertThat(Set.copyOf(ids)).hasSize(1));
    }
  }

  @Test
  void keyIsNotMaskedSoThatRowsWouldMerge() throws SQLException {
    try (TestingSource source = people().with("column.mask.with.4.chars", "public.people.id")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO people VALUES (1)");

      assertThatThrownBy(() -> worker.poll(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("Column id of \"public\".\"people\" is in the key");
    }
  }

  @Test
  void keyColumnIsKeptWhateverTheListsSay() throws SQLException {
    try (TestingSource source = people().with("column.include.list", "public\\.people\\.na.e")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO people VALUES (1, 'Ann')");

      assertThat(after(worker.poll(1).get(0)).schema().fields())
          .extracting(field -> field.name())
          .containsExactly("id", "name");
    }
  }

  @Test
  void keyIsOfTheColumnsThatWereChosen() throws SQLException {
    try (TestingSource source = people().with("message.key.columns", "public\\.peo.*:name,mail")) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO people VALUES (1, 'Ann', 'a')",
          "UPDATE people SET mail = 'b'",
          "DELETE FROM people");

      assertThat(worker.poll(4))
          .extracting(
              record -> ((Struct) record.value()).getString("op"),
              record -> ((Struct) record.key()).getString("mail"))
          .extracting(tuple -> tuple.toList().toString())
          .containsExactly("[c, a]", "[d, a]", "[c, b]", "[d, b]");
    }
  }

  @Test
  void keyThatDeletesDoNotShowIsRefused() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders().with("message.key.columns", "orders:note")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1, 'x')");

      assertThatThrownBy(() -> worker.poll(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("deletes do not show them")
          .hasMessageContaining("REPLICA IDENTITY FULL");
    }
  }

  @Test
  void nullInAChosenKeyIsRefused() throws SQLException {
    try (TestingSource source = people().with("message.key.columns", "people:mail")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO people VALUES (1, 'Ann')");

      assertThatThrownBy(() -> worker.poll(1))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("has NULL in one of the columns [mail]")
          .hasMessageContaining("message.key.columns");
    }
  }

  @Test
  void namesMayHaveCapitalsAndDots() throws SQLException {
    try (TestingSource source =
        TestingSource.on(TestingPostgres.shared())
            .sql(
                "CREATE SCHEMA \"Big Shop\"",
                "CREATE SCHEMA other",
                "CREATE TABLE \"Big Shop\".\"Orders.2026\" (\"Id\" int PRIMARY KEY, \"A.b\" text,"
                    + " \"a.b\" text)",
                "CREATE TABLE other.\"Orders.2026\" (id int PRIMARY KEY)")
            .with("table.include.list", ".*\\.Orders\\.2026")
            .with("schema.exclude.list", "oth.*")
            .with("column.exclude.list", "Big Shop\\.Orders\\.2026\\.A\\.b")) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO other.\"Orders.2026\" VALUES (1)",
          "INSERT INTO \"Big Shop\".\"Orders.2026\" VALUES (1, 'no', 'yes')");

      List<SourceRecord> records = worker.poll(1);
      assertThat(records)
          .extracting(SourceRecord::topic)
          .containsExactly("shop.Big_Shop.Orders.2026");
      assertThat(after(records.get(0)).schema().fields())
          .extracting(field -> field.name())
          .containsExactly("Id", "a.b");
    }
  }

  @Test
  void skippedOperationsAreLeftOutAndTheRestGoesOnAfterARestart() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .with("tombstones.on.delete", "false")
            .with("skipped.operations", "u,t")) {
      TestingWorker first = source.start();
      source.transaction(
          "INSERT INTO orders VALUES (1), (2)",
          "UPDATE orders SET note = 'x'",
          "UPDATE orders SET id = 3 WHERE id = 2",
          "INSERT INTO orders VALUES (4)",
          "DELETE FROM orders WHERE id = 4",
          "TRUNCATE orders");
      List<SourceRecord> all = first.poll(4);
      assertThat(all)
          .extracting(record -> ((Struct) record.value()).getString("op"))
          .containsExactly("c", "c", "c", "d");
      first.store(all.get(2));
      first.close();

      try (TestingWorker second = source.start()) {
        assertThat(second.poll(1)).isEqualTo(all.subList(3, 4));
      }
    }
  }
}
