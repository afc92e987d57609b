package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class AlterOffsetsIT {

  private static final Map<String, ?> STREAM = SourcePosition.partition("shop");

  /** What a worker does: asks the connector, then stores. */
  private static void alter(TestingSource source, Map<String, ?> partition, Map<String, ?> offset) {
    Map<Map<String, ?>, Map<String, ?>> offsets = Collections.singletonMap(partition, offset);
    assertThat(new PostgresSourceConnector().alterOffsets(source.properties(), offsets)).isTrue();
    if (offset == null) {
      source.offsets().clear();
    } else {
      source.offsets().store(partition, offset);
    }
  }

  private static void assertRefused(
      TestingSource source, Map<String, ?> partition, Map<String, ?> offset, String... words) {
    assertThatThrownBy(() -> alter(source, partition, offset))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll(words);
  }

  /** Two transactions, delivered but not confirmed to the slot. */
  private static List<SourceRecord> delivered(TestingSource source) throws SQLException {
    try (TestingWorker worker = source.start()) {
      source.sql("INSERT INTO orders VALUES (1)", "INSERT INTO orders VALUES (2)");
      List<SourceRecord> records = worker.poll(2);
      worker.acknowledge(records);
      worker.store(records.get(1));
      return records;
    }
  }

  @Test
  void rewoundOffsetIsGoneOnFromWhileTheSlotHoldsIt() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      List<SourceRecord> records = delivered(source);

      alter(source, STREAM, records.get(0).sourceOffset());

      try (TestingWorker worker = source.start()) {
        assertThat(worker.poll(1)).isEqualTo(records.subList(1, 2));
      }
    }
  }

  @Test
  void lsnAloneIsAnOffset() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      List<SourceRecord> records = delivered(source);

      alter(source, STREAM, Map.of("end_lsn", source.slotConfirmed().toString()));

      try (TestingWorker worker = source.start()) {
        assertThat(worker.poll(2)).isEqualTo(records);
      }
    }
  }

  @Test
  void removedOffsetIsTheSlotsPosition() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      List<SourceRecord> records = delivered(source);

      alter(source, STREAM, null);

      try (TestingWorker worker = source.start()) {
        assertThat(worker.poll(2)).isEqualTo(records);
      }
    }
  }

  @Test
  void offsetBehindTheSlotIsRefusedWithTheEarliestThatIsLeft() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.start().close();
      Lsn confirmed = source.slotConfirmed();
      Lsn before = new Lsn(confirmed.value() - 1);

      assertRefused(
          source,
          STREAM,
          SourcePosition.startingAt(before).toOffset(),
          "cannot go back to " + before,
          "{\"end_lsn\": \"" + confirmed + "\"}");
    }
  }

  @Test
  void offsetBeyondTheServersWalIsRefused() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.start().close();

      assertRefused(
          source, STREAM, Map.of("end_lsn", "FF/0"), "beyond the server's end of WAL", "FF/0");
    }
  }

  @Test
  void offsetWithoutASlotIsRefused() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      assertRefused(source, STREAM, Map.of("end_lsn", "0/1"), "does not exist");
    }
  }

  @Test
  void offsetIsTakenWhileTheServerCannotBeReached() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      source.with("database.port", "1");

      assertThatCode(() -> alter(source, STREAM, Map.of("end_lsn", "0/1")))
          .doesNotThrowAnyException();
      source.with("database.port", Integer.toString(TestingPostgres.shared().port()));
    }
  }

  @Test
  void malformedOffsetsAreRefused() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      assertRefused(source, STREAM, Map.of("position", 1L), "[position]", "end_lsn");
      assertRefused(source, STREAM, Map.of("end_lsn", "zero"), "Not an LSN");
      assertRefused(
          source, STREAM, Map.of("end_lsn", 1, "commit_lsn", 1, "ordinal", 1.5), "'ordinal'");
      assertRefused(
          source, STREAM, Map.of("lsn", 1, "snapshot", "INITIAL"), "middle of its snapshot");
    }
  }

  @Test
  void partitionOfAnotherServerIsRefusedButMayBeRemoved() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      Map<String, ?> other = SourcePosition.partition("other");

      assertRefused(source, other, Map.of("end_lsn", "0/1"), "other", "{server=shop}");
      alter(source, other, null);
    }
  }

  @Test
  void snapshotsOfTablesHaveOffsetsOfTheirOwn() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      Map<String, ?> table = Map.of("server", "shop", "table", "public.orders");

      alter(source, table, Map.of("snapshot", "done", "commit_lsn", 4711L));
      alter(source, table, null);
      assertRefused(source, table, Map.of("snapshot", "begun"), "expected running or done");
      assertRefused(
          source,
          table,
          Map.of("snapshot", "done", "commit_lsn", Lsn.parse("FF/0").value()),
          "beyond the server's end of WAL");
      assertRefused(
          source,
          Map.of("server", "shop", "table", 7),
          Map.of("snapshot", "done", "commit_lsn", 4711L),
          "not this connector's");
    }
  }
}
