package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import io.dbmazz.record.TableSnapshotPosition;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SnapshotIT {

  private static final String ORDERS = "shop.public.orders";

  private static TestingSource source() throws SQLException {
    return TestingSource.withOrders().with("snapshot.mode", "initial");
  }

  @Test
  void rowsBeforeTheSlotAreReadAndChangesFollow() throws SQLException {
    try (TestingSource source = source()) {
      source.sql("INSERT INTO orders VALUES (1, 'one'), (2, NULL)");
      TestingWorker worker = source.start();

      List<SourceRecord> rows = Rows.of(worker.pollRows(2));
      source.sql("UPDATE orders SET note = 'new' WHERE id = 2");
      List<SourceRecord> changes = Rows.of(worker.pollRows(1));

      assertThat(rows).extracting(Rows::id).containsExactly(1L, 2L);
      assertThat(rows).extracting(r -> Rows.change(r).operation()).containsOnly(Operation.READ);
      assertThat(changes)
          .extracting(r -> Rows.change(r).operation())
          .containsExactly(Operation.UPDATE);
      assertThat(version(changes.get(0)).isAfter(version(rows.get(0)))).isTrue();
    }
  }

  private static Lsn version(SourceRecord record) {
    return Rows.change(record).version().orElseThrow();
  }

  @Test
  void rowsCarryTheConsistentPointAndTheirPlaceInTheSnapshot() throws SQLException {
    try (TestingSource source =
        source()
            .sql("CREATE TABLE items (id bigint PRIMARY KEY)", "INSERT INTO items VALUES (7)")
            .sql("INSERT INTO orders VALUES (1), (2), (3)")
            .with("table.include.list", "items,orders")) {
      List<SourceRecord> rows = Rows.of(source.start().pollRows(4));

      assertThat(rows)
          .extracting(Rows::snapshot)
          .containsExactly("last_in_data_collection", "first_in_data_collection", "true", "last");
      Struct block = ((Struct) rows.get(0).value()).getStruct("source");
      assertThat(new Lsn(block.getInt64("commit_lsn"))).isEqualTo(source.slotConfirmed());
      assertThat(block.getInt64("lsn")).isEqualTo(block.getInt64("commit_lsn"));
      assertThat(block.getInt64("txId")).isNull();
    }
  }

  @Test
  void lastRowOfATableCarriesThatItIsDone() throws SQLException {
    try (TestingSource source = source().sql("INSERT INTO orders VALUES (1), (2)")) {
      List<SourceRecord> rows = Rows.of(source.start().pollRows(2));

      assertThat(rows)
          .extracting(r -> TableSnapshotPosition.fromOffset(r.sourceOffset()).isDone())
          .containsExactly(false, true);
      assertThat(rows.get(0).sourcePartition())
          .isEqualTo(TableSnapshotPosition.partition("shop", "public", "orders"));
    }
  }

  @Test
  void emptyTableIsDoneWithoutARow() throws SQLException {
    try (TestingSource source = source()) {
      TestingWorker worker = source.start();
      worker.deliver(worker.poll(2));
      worker.close();
      source.sql("INSERT INTO orders VALUES (1)");
      TestingWorker second = source.start();

      assertThat(Rows.of(second.pollRows(1)))
          .extracting(r -> Rows.change(r).operation())
          .containsExactly(Operation.CREATE);
      assertThat(second.gauge(ConnectorMetrics.SNAPSHOT_TABLES_DONE)).isEqualTo(1);
    }
  }

  @Test
  void finishedSnapshotIsNotRepeated() throws SQLException {
    try (TestingSource source = source().sql("INSERT INTO orders VALUES (1)")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (2)");
      worker.deliver(worker.pollTo(2));
      worker.close();
      source.sql("INSERT INTO orders VALUES (3)");

      assertThat(Rows.of(source.start().pollTo(3))).extracting(Rows::id).containsExactly(3L);
    }
  }

  @Test
  void tableAddedLaterIsReadToo() throws SQLException {
    try (TestingSource source = source().sql("INSERT INTO orders VALUES (1)")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (2)");
      worker.deliver(worker.pollTo(2));
      worker.close();
      source
          .sql("CREATE TABLE items (id bigint PRIMARY KEY)", "INSERT INTO items VALUES (7)")
          .with("table.include.list", "orders,items");
      TestingWorker second = source.start();
      List<SourceRecord> rows = Rows.of(second.pollRead(7));

      assertThat(rows).extracting(SourceRecord::topic).containsExactly("shop.public.items");
    }
  }

  @Test
  void offsetWithoutAccountOfTablesCountsAllAsRead() throws SQLException {
    try (TestingSource source =
        source().sql("INSERT INTO orders VALUES (1)").with("snapshot.mode", "no_data")) {
      TestingWorker before = source.start();
      source.sql("INSERT INTO orders VALUES (2)");
      before.deliver(before.pollRows(1));
      before.close();
      source.with("snapshot.mode", "initial");
      TestingWorker adopting = source.start();
      adopting.deliver(adopting.poll(1));
      source.sql("INSERT INTO orders VALUES (3)");
      List<SourceRecord> adopted = adopting.pollTo(3);
      adopting.deliver(adopted);
      adopting.close();
      source
          .sql("CREATE TABLE items (id bigint PRIMARY KEY)", "INSERT INTO items VALUES (7)")
          .with("table.include.list", "orders,items");

      assertThat(Rows.of(adopted)).extracting(Rows::id).containsExactly(3L);
      assertThat(Rows.idsRead(source.start().pollRead(7)))
          .as("the table that was not there when the offset was adopted")
          .containsExactly(7L);
    }
  }

  @Test
  void rowsOfPartitionsAreReadUnderTheirRoot() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(13);
    try (TestingSource source =
        TestingSource.on(TestingPostgres.shared())
            .sql(
                "CREATE TABLE events (id bigint, day int, PRIMARY KEY (id, day))"
                    + " PARTITION BY RANGE (day)",
                "CREATE TABLE events_1 (day int NOT NULL, id bigint NOT NULL)",
                "ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20)"
                    + " PARTITION BY RANGE (day)",
                "CREATE TABLE events_21 PARTITION OF events_2 FOR VALUES FROM (10) TO (15)",
                "INSERT INTO events VALUES (1, 5), (2, 12)")
            .with("snapshot.mode", "initial")
            .with("table.include.list", "events")) {
      List<SourceRecord> rows = Rows.of(source.start().pollRows(2));

      assertThat(rows).extracting(SourceRecord::topic).containsOnly("shop.public.events");
      assertThat(new Replica().apply(rows).table("shop.public.events"))
          .isEqualTo(source.table("SELECT id, day FROM events", 2));
    }
  }

  @Test
  void columnsThatAreNotCapturedAreNotRead() throws SQLException {
    try (TestingSource source =
        source()
            .sql("ALTER TABLE orders ADD secret text, ADD amount int")
            .sql("INSERT INTO orders VALUES (1, 'note', 'hidden', 7)")
            .with("column.exclude.list", "public.orders.(id|secret)")) {
      Struct row = Rows.change(Rows.of(source.start().pollRows(1)).get(0)).after().orElseThrow();

      assertThat(row.schema().fields())
          .extracting(Field::name)
          .containsExactly("id", "note", "amount");
      assertThat(row.getInt32("amount")).isEqualTo(7);
    }
  }

  @Test
  void columnListAndRowFilterOfThePublicationHoldForRowsToo() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(15);
    try (TestingSource source =
        source()
            .sql(
                "ALTER TABLE orders ADD amount int",
                "INSERT INTO orders VALUES (1, 'a', 1), (2, 'b', 9)",
                "CREATE PUBLICATION shop_pub FOR TABLE orders (id, amount) WHERE (id > 1)")) {
      List<SourceRecord> rows = Rows.of(source.start().pollRows(1));

      assertThat(new Replica().apply(rows).table(ORDERS)).isEqualTo(Map.of("2", "2|9"));
    }
  }

  @Test
  void rowsHiddenByAPolicyAreRefusedInsteadOfLeftOut() throws SQLException {
    try (TestingSource source =
        source()
            .sql(
                "INSERT INTO orders VALUES (1)",
                "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
                "DROP ROLE IF EXISTS snapshot_reader",
                "CREATE ROLE snapshot_reader LOGIN REPLICATION",
                "GRANT SELECT ON orders TO snapshot_reader",
                "CREATE PUBLICATION shop_pub FOR TABLE orders")
            .with("database.user", "snapshot_reader")) {
      assertThatThrownBy(() -> source.start().pollRows(1))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("row-level security");
    }
  }
}
