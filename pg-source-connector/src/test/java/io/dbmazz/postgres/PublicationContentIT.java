package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.record.ChangeRecord;
import io.dbmazz.record.Operation;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Publications that publish a part of their tables, and origins. */
class PublicationContentIT {

  private static TestingSource with(int version, String... statements) throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(version);
    return TestingSource.withOrders()
        .sql(statements)
        .with("publication.autocreate.mode", "disabled");
  }

  private static ChangeRecord change(SourceRecord record) {
    return ChangeRecord.of((Struct) record.value());
  }

  private static List<String> fields(SourceRecord record) {
    return change(record).after().orElseThrow().schema().fields().stream()
        .map(Field::name)
        .toList();
  }

  @Test
  void rowThatComesToMatchAFilterIsCreatedAndOneThatNoLongerDoesIsDeleted() throws SQLException {
    try (TestingSource source =
        with(15, "CREATE PUBLICATION shop_pub FOR TABLE orders WHERE (id > 10)")) {
      TestingWorker worker = source.with("tombstones.on.delete", "false").start();
      source.sql(
          "INSERT INTO orders VALUES (1, 'hidden'), (11, 'shown')",
          "UPDATE orders SET note = 'changed'",
          "UPDATE orders SET id = 12 WHERE id = 1",
          "UPDATE orders SET id = 2 WHERE id = 11",
          "DELETE FROM orders");

      List<SourceRecord> records = worker.poll(5);

      assertThat(records)
          .extracting(record -> change(record).operation())
          .containsExactly(
              Operation.CREATE,
              Operation.UPDATE,
              Operation.CREATE,
              Operation.DELETE,
              Operation.DELETE);
      assertThat(Placed.ids(records)).containsExactly(11L, 11L, 12L, 11L, 12L);
    }
  }

  @Test
  void valuesThatAreToastedComeWithARowThatComesToMatch() throws SQLException {
    try (TestingSource source =
        with(
            15,
            "ALTER TABLE orders ADD secret text, ADD toasted text",
            "ALTER TABLE orders ALTER toasted SET STORAGE EXTERNAL",
            "CREATE PUBLICATION shop_pub FOR TABLE orders WHERE (id > 10)")) {
      TestingWorker worker = source.with("column.exclude.list", "public.orders.secret").start();
      String value = "v".repeat(10_000);
      source.sql(
          "INSERT INTO orders VALUES (1, 'n', 's', '" + value + "')",
          "UPDATE orders SET id = 12 WHERE id = 1");
      SourceRecord matching = worker.poll(1).get(0);
      source.sql("UPDATE orders SET id = 13 WHERE id = 12");
      SourceRecord moved = worker.poll(3).get(2);

      for (SourceRecord record : List.of(matching, moved)) {
        assertThat(change(record).operation()).isEqualTo(Operation.CREATE);
        Struct row = change(record).after().orElseThrow();
        assertThat(row.getString("note")).isEqualTo("n");
        assertThat(row.getString("toasted")).isEqualTo(value);
        assertThat(change(record).unchanged()).isEmpty();
      }
    }
  }

  @Test
  void onlyListedColumnsArePartOfTheRow() throws SQLException {
    try (TestingSource source =
        with(
            15,
            "ALTER TABLE orders ADD secret text, ADD amount int",
            "CREATE PUBLICATION shop_pub FOR TABLE orders (amount, id)")) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO orders VALUES (1, 'n', 's', 7)",
          "UPDATE orders SET amount = 8",
          "ALTER PUBLICATION shop_pub SET TABLE orders (id, note, amount)",
          "UPDATE orders SET amount = 9");

      List<SourceRecord> records = worker.poll(3);

      assertThat(fields(records.get(1))).containsExactly("id", "amount");
      assertThat(change(records.get(1)).after().orElseThrow().getInt32("amount")).isEqualTo(8);
      assertThat(fields(records.get(2))).containsExactly("id", "note", "amount");
      assertThat(Placed.ids(records)).containsOnly(1L);
    }
  }

  @Test
  void listWithoutTheKeyLeavesRecordsWithoutOne() throws SQLException {
    try (TestingSource source =
        with(15, "CREATE PUBLICATION shop_pub FOR TABLE orders (note) WITH (publish = 'insert')")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1, 'n')");

      SourceRecord record = worker.poll(1).get(0);

      assertThat(record.keySchema()).isNull();
      assertThat(fields(record)).containsExactly("note");
    }
  }

  @Test
  void generatedColumnsAreNoPartOfTheRowUnlessTheyArePublished() throws SQLException {
    try (TestingSource source =
        with(
            12,
            "ALTER TABLE orders ADD twice bigint GENERATED ALWAYS AS (id * 2) STORED",
            "CREATE PUBLICATION shop_pub FOR TABLE orders"
                + (TestingPostgres.shared().majorVersion() < 13
                    ? ""
                    : " WITH (publish_via_partition_root)"))) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders (id) VALUES (4)");

      assertThat(fields(worker.poll(1).get(0))).containsExactly("id", "note");
    }
  }

  @Test
  void storedGeneratedColumnsArePublishedOnRequest() throws SQLException {
    try (TestingSource source =
        with(
            18,
            "ALTER TABLE orders ADD twice bigint GENERATED ALWAYS AS (id * 2) STORED,"
                + " ADD never bigint GENERATED ALWAYS AS (id * 3) VIRTUAL",
            "CREATE PUBLICATION shop_pub FOR TABLE orders"
                + " WITH (publish_generated_columns = stored)")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders (id) VALUES (4)", "UPDATE orders SET id = 5, note = 'n'");

      List<SourceRecord> records = worker.poll(4);

      assertThat(fields(records.get(0))).containsExactly("id", "note", "twice");
      assertThat(change(records.get(0)).after().orElseThrow().getInt64("twice")).isEqualTo(8);
      assertThat(change(records.get(3)).after().orElseThrow().getInt64("twice")).isEqualTo(10);
    }
  }

  @Test
  void generatedColumnIsPublishedWhenAListNamesIt() throws SQLException {
    try (TestingSource source =
        with(
            18,
            "ALTER TABLE orders ADD twice bigint GENERATED ALWAYS AS (id * 2) STORED",
            "CREATE PUBLICATION shop_pub FOR TABLE orders (id, twice)")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders (id) VALUES (4)");

      assertThat(fields(worker.poll(1).get(0))).containsExactly("id", "twice");
    }
  }

  private static void writeReplicatedRow(TestingSource source, int id) throws SQLException {
    String origin = source.database();
    source.sql("SELECT pg_replication_origin_create('" + origin + "')");
    try (TestingSession session = source.session()) {
      session.sql(
          "SELECT pg_replication_origin_session_setup('" + origin + "')",
          "INSERT INTO orders VALUES (" + id + ")");
      session.commit();
      session.sql("SELECT pg_replication_origin_session_reset()");
    }
    source.sql("SELECT pg_replication_origin_drop('" + origin + "')");
  }

  @Test
  void changesOfEveryOriginComeUnlessToldOtherwise() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      writeReplicatedRow(source, 1);
      source.sql("INSERT INTO orders VALUES (2)");

      assertThat(Placed.ids(worker.poll(2))).containsExactly(1L, 2L);
    }
  }

  @Test
  void changesReplicatedToThisServerAreLeftOutOnRequest() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(16);
    try (TestingSource source = TestingSource.withOrders().with("replication.origin", "none")) {
      TestingWorker worker = source.start();
      writeReplicatedRow(source, 1);
      source.sql("INSERT INTO orders VALUES (2)");

      assertThat(Placed.ids(worker.poll(1))).containsExactly(2L);
    }
  }

  @Test
  void serverThatKnowsNoOriginsIsRefused() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isLessThan(16);
    try (TestingSource source = TestingSource.withOrders().with("replication.origin", "none")) {
      assertThatThrownBy(source::start)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("replication.origin needs PostgreSQL 16 or newer");
    }
  }
}
