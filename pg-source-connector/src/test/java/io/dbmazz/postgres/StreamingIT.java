package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dbmazz.record.ChangeRecord;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import io.dbmazz.record.SourcePosition;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class StreamingIT {

  @Test
  void everyKindOfChangeArrivesInOrder() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO orders VALUES (1, 'new')",
          "UPDATE orders SET note = 'changed'",
          "DELETE FROM orders",
          "TRUNCATE orders");

      List<SourceRecord> records = worker.poll(5);

      assertThat(records).extracting(SourceRecord::topic).containsOnly("shop.public.orders");
      assertThat(records)
          .extracting(record -> record.value() == null ? null : change(record).operation())
          .containsExactly(
              Operation.CREATE, Operation.UPDATE, Operation.DELETE, null, Operation.TRUNCATE);
      assertThat(change(records.get(1)).after().orElseThrow().getString("note"))
          .isEqualTo("changed");
      assertThat(records.subList(0, 4))
          .extracting(record -> ((Struct) record.key()).getInt64("id"))
          .containsOnly(1L);
    }
  }

  @Test
  void sourceBlockTellsWhereTheChangeWasMade() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.transaction("INSERT INTO orders VALUES (1)", "INSERT INTO orders VALUES (2)");

      List<SourceRecord> records = worker.poll(2);

      Struct block = ((Struct) records.get(1).value()).getStruct("source");
      assertThat(block.getString("connector")).isEqualTo("postgresql");
      assertThat(block.getString("name")).isEqualTo("shop");
      assertThat(block.getString("db")).isEqualTo(source.database());
      assertThat(block.getString("schema")).isEqualTo("public");
      assertThat(block.getString("table")).isEqualTo("orders");
      assertThat(block.getInt64("ordinal")).isEqualTo(1);
      assertThat(block.getInt64("txId")).isPositive();
      assertThat(new Lsn(block.getInt64("commit_lsn")).isAfter(new Lsn(block.getInt64("lsn"))))
          .isTrue();
    }
  }

  @Test
  void onlyTheLastRecordOfATransactionCarriesItsEnd() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.transaction("INSERT INTO orders VALUES (1)", "INSERT INTO orders VALUES (2)");

      List<SourceRecord> records = worker.poll(2);

      SourcePosition first = SourcePosition.fromOffset(records.get(0).sourceOffset());
      SourcePosition last = SourcePosition.fromOffset(records.get(1).sourceOffset());
      assertThat(first.commitLsn()).isEqualTo(last.commitLsn());
      assertThat(first.commitLsn().isAfter(first.endLsn())).isTrue();
      assertThat(last.endLsn().isAfter(last.commitLsn())).isTrue();
    }
  }

  @Test
  void rowsOfPartitionsAppearUnderTheirRoot() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(13);
    try (TestingSource source =
        TestingSource.on(TestingPostgres.shared())
            .sql(
                "CREATE TABLE events (id int, day int, PRIMARY KEY (id, day))"
                    + " PARTITION BY RANGE (day)",
                "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20)")
            .with("table.include.list", "public\\.events.*")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO events VALUES (1, 5), (2, 15)");

      assertThat(worker.poll(2)).extracting(SourceRecord::topic).containsOnly("shop.public.events");
    }
  }

  @Test
  void tablesThatAreNotCapturedLeaveNoRecord() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .sql("CREATE TABLE other (id int PRIMARY KEY)")
            .with("table.include.list", "")
            .with("table.exclude.list", "other")
            .with("publication.autocreate.mode", "all_tables")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO other VALUES (1)", "INSERT INTO orders VALUES (7)");

      assertThat(worker.poll(1))
          .extracting(SourceRecord::topic)
          .containsExactly("shop.public.orders");
    }
  }

  @Test
  void columnsThatAreNotCapturedAreNoPartOfTheRow() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .sql("ALTER TABLE orders ADD secret text, ADD amount int")
            .with("column.exclude.list", "public.orders.(id|secret)")) {
      TestingWorker worker = source.start();
      source.sql("INSERT INTO orders VALUES (1, 'note', 'hidden', 7)");

      Struct row = change(worker.poll(1).get(0)).after().orElseThrow();
      assertThat(row.schema().fields())
          .extracting(Field::name)
          .as("the key is always captured")
          .containsExactly("id", "note", "amount");
      assertThat(row.getInt32("amount")).isEqualTo(7);
    }
  }

  @Test
  void sameNameInTwoSchemasAndMixedCaseAreDifferentTables() throws SQLException {
    try (TestingSource source =
        TestingSource.withOrders()
            .sql(
                "CREATE SCHEMA \"Old Shop\"",
                "CREATE TABLE \"Old Shop\".orders (id int PRIMARY KEY)",
                "CREATE TABLE \"Orders\" (\"Id\" int PRIMARY KEY)")
            .with("table.include.list", "orders,Orders,Old Shop.orders")) {
      TestingWorker worker = source.start();
      source.sql(
          "INSERT INTO \"Old Shop\".orders VALUES (1)",
          "INSERT INTO orders VALUES (2)",
          "INSERT INTO \"Orders\" VALUES (3)");

      assertThat(worker.poll(3))
          .extracting(SourceRecord::topic)
          .containsExactly("shop.Old_Shop.orders", "shop.public.orders", "shop.public.Orders");
    }
  }

  private static ChangeRecord change(SourceRecord record) {
    return ChangeRecord.of((Struct) record.value());
  }
}
