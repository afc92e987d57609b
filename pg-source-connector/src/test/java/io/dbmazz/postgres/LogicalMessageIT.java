package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What applications write with {@code pg_logical_emit_message}. */
class LogicalMessageIT {

  private static TestingSource wanting(String prefixes) throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(14);
    return TestingSource.withOrders().with("message.prefix.include.list", prefixes);
  }

  private static String emit(boolean transactional, String prefix, String content) {
    return String.format(
        "SELECT pg_logical_emit_message(%s, '%s', '%s')", transactional, prefix, content);
  }

  /** Contents of messages, ids of rows. */
  private static List<String> texts(List<SourceRecord> records) {
    List<String> texts = new ArrayList<>();
    for (SourceRecord record : records) {
      Struct value = (Struct) record.value();
      texts.add(
          value.getString("op").equals("m")
              ? new String(value.getStruct("message").getBytes("content"), StandardCharsets.UTF_8)
              : Long.toString(value.getStruct("after").getInt64("id")));
    }
    return texts;
  }

  @Test
  void messagesComeInTheirPlaceOnATopicOfTheirOwn() throws SQLException {
    try (TestingSource source = wanting("app.*")) {
      TestingWorker worker = source.start();
      source.transaction(
          emit(true, "app", "first"),
          "INSERT INTO orders VALUES (1)",
          emit(true, "app", "behind 1"),
          emit(true, "other", "not wanted"),
          emit(false, "app2", "outside"),
          "INSERT INTO orders VALUES (2)");

      List<SourceRecord> records = worker.poll(5);

      assertThat(texts(records)).containsExactly("outside", "first", "1", "behind 1", "2");
      SourceRecord message = records.get(1);
      assertThat(message.topic()).isEqualTo("shop.message");
      assertThat(((Struct) message.key()).getString("prefix")).isEqualTo("app");
      assertThat(message.valueSchema().name())
          .isEqualTo("io.debezium.connector.postgresql.MessageValue");
      Struct block = ((Struct) message.value()).getStruct("source");
      assertThat(block.getInt64("txId")).isPositive();
      assertThat(block.getString("table")).isEmpty();
      assertThat(((Struct) records.get(0).value()).getStruct("source").getInt64("txId")).isNull();
    }
  }

  @Test
  void ordinalsOfChangesDoNotDependOnMessages() throws SQLException {
    try (TestingSource source = wanting("app")) {
      TestingWorker worker = source.start();
      source.transaction(
          "INSERT INTO orders VALUES (1)",
          emit(true, "app", "between"),
          "INSERT INTO orders VALUES (2)");

      List<SourceRecord> records = worker.poll(3);

      assertThat(records)
          .extracting(record -> SourcePosition.fromOffset(record.sourceOffset()).ordinal())
          .containsExactly(0L, 0L, 1L);
    }
  }

  @Test
  void restartBehindAnyRecordLosesAndRepeatsNothing() throws SQLException {
    try (TestingSource source = wanting(".*")) {
      List<String> seen = new ArrayList<>();
      source.start().close();
      source.transaction(
          emit(false, "app", "a"),
          emit(true, "app", "b"),
          emit(true, "app", "c"),
          "INSERT INTO orders VALUES (1)",
          emit(true, "app", "d"));
      source.sql(emit(false, "app", "e"), emit(false, "app", "f"));

      for (int i = 0; i < 7; i++) {
        try (TestingWorker worker = source.start()) {
          SourceRecord first = worker.poll(1).get(0);
          seen.addAll(texts(List.of(first)));
          worker.deliver(List.of(first));
        }
      }

      assertThat(seen).containsExactly("a", "b", "c", "1", "d", "e", "f");
    }
  }

  @Test
  void messageIsConfirmedLikeATransaction() throws SQLException {
    try (TestingSource source = wanting(".*")) {
      TestingWorker worker = source.start();
      source.sql(emit(false, "app", "a"));
      List<SourceRecord> records = worker.poll(1);
      SourcePosition position = SourcePosition.fromOffset(records.get(0).sourceOffset());
      assertThat(position.endLsn().isAfter(worker.confirmed())).isTrue();

      worker.deliver(records);

      await().until(() -> source.slotConfirmed().equals(position.endLsn()));
      worker.close();
      source.sql("INSERT INTO orders VALUES (1)");
      assertThat(texts(source.start().poll(1))).containsExactly("1");
    }
  }

  @Test
  void noMessageComesUnlessItIsAskedFor() throws SQLException {
    try (TestingSource source = TestingSource.withOrders()) {
      TestingWorker worker = source.start();
      source.sql(emit(false, "app", "a"), emit(true, "app", "b"), "INSERT INTO orders VALUES (1)");

      assertThat(texts(worker.poll(1))).containsExactly("1");
    }
  }

  @Test
  void messagesThatHurryTheStreamForASnapshotBesideItAreNoRecords() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isGreaterThanOrEqualTo(14);
    try (TestingSource source =
            TestingSource.signalled(TestingPostgres.shared())
                .sql(
                    "CREATE TABLE orders (id bigint PRIMARY KEY)",
                    "INSERT INTO orders SELECT generate_series(1, 5)")
                .with("table.include.list", "orders")
                .with("incremental.snapshot.chunk.size", "2")
                .with("message.prefix.include.list", ".*");
        TestingWorker worker = source.start()) {
      source.signal("execute-snapshot", "public.orders");
      List<SourceRecord> records = worker.pollUntil(TableOffsets.done("public.orders"));
      source.sql(emit(true, "app", "last"));
      records.addAll(worker.pollUntil(record -> record.topic().equals("shop.message")));

      assertThat(records.stream().filter(record -> record.topic().equals("shop.public.orders")))
          .hasSize(5);
      assertThat(texts(records.stream().filter(r -> r.topic().equals("shop.message")).toList()))
          .containsExactly("last");
    }
  }

  @Test
  void serverThatCannotSendThemIsRefused() throws SQLException {
    assumeThat(TestingPostgres.shared().majorVersion()).isLessThan(14);
    try (TestingSource source =
        TestingSource.withOrders().with("message.prefix.exclude.list", "app")) {
      assertThatThrownBy(source::start)
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("message.prefix.exclude.list needs PostgreSQL 14 or newer");
    }
  }
}
