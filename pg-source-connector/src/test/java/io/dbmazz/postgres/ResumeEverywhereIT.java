package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.ChangeRecord;
import io.dbmazz.record.SourcePosition;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * Stops after every record of a workload that has been the undoing of others, and resumes from the
 * offset of each: rows of one COPY or INSERT that share an LSN, transactions that overlap, commits
 * whose end is the LSN of the next change.
 */
class ResumeEverywhereIT {

  private static final String LARGE = "repeat(md5('x'), 400)";

  private static void write(TestingSource source) throws Exception {
    try (Connection one = source.connect();
        Connection two = source.connect();
        Connection three = source.connect();
        Statement first = one.createStatement();
        Statement second = two.createStatement();
        Statement third = three.createStatement()) {
      copy(one, "1\ta\n2\tb\n3\tc\n4\td\n5\te\n");
      first.execute("INSERT INTO orders VALUES (6, 'f'), (7, 'g'), (8, 'h')");
      first.execute("BEGIN; INSERT INTO orders VALUES (10, 'first'), (11, 'first')");
      second.execute("BEGIN; INSERT INTO orders VALUES (20, 'second')");
      third.execute("INSERT INTO orders VALUES (30, 'third'), (31, 'third')");
      first.execute("UPDATE orders SET note = 'again' WHERE id = 10");
      second.execute("INSERT INTO orders VALUES (21, 'second')");
      second.execute("SAVEPOINT s; INSERT INTO orders VALUES (22, 'undone'); ROLLBACK TO s");
      second.execute("COMMIT");
      first.execute("INSERT INTO orders VALUES (12, 'first')");
      first.execute("COMMIT");
      // One round trip, so nothing comes between the end of a commit and the next change.
      third.execute(
          "BEGIN; INSERT INTO orders VALUES (40, 'x'); COMMIT;"
              + " BEGIN; INSERT INTO orders VALUES (41, 'x'); COMMIT;"
              + " BEGIN; UPDATE orders SET id = 42 WHERE id = 41; COMMIT;"
              + " BEGIN; DELETE FROM orders WHERE id = 40; COMMIT");
      third.execute("INSERT INTO orders VALUES (50, " + LARGE + ")");
      third.execute("UPDATE orders SET id = 51 WHERE id = 50");
      third.execute("ALTER TABLE orders ADD more int DEFAULT 7");
      copy(three, "60\tx\t1\n61\ty\t2\n");
      third.execute("BEGIN; DELETE FROM orders WHERE id < 4; ALTER TABLE orders DROP more; COMMIT");
      third.execute("TRUNCATE orders");
      third.execute("INSERT INTO orders VALUES (70, 'last')");
    }
  }

  private static void copy(Connection connection, String rows) throws Exception {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY orders FROM STDIN", new StringReader(rows));
  }

  @Test
  void exactlyTheRestIsEmittedAfterEveryPosition() throws Exception {
    try (TestingSource source =
        TestingSource.withOrders()
            .sql("ALTER TABLE orders ALTER note SET STORAGE EXTERNAL")
            .with("tombstones.on.delete", "false")) {
      source.start().close();
      write(source);
      List<SourceRecord> all = record(source);
      assertThat(all.stream().map(record -> position(record)))
          .isSortedAccordingTo(
              Comparator.comparing(SourcePosition::commitLsn)
                  .thenComparing(SourcePosition::ordinal))
          .doesNotHaveDuplicates();
      assertThat(rowsBySharedLsn(all)).as("rows that share an LSN").containsValue(5L);

      for (int stored = 1; stored < all.size(); stored++) {
        SourceRecord last = all.get(stored - 1);
        source.offsets().store(last.sourcePartition(), last.sourceOffset());
        try (TestingWorker worker = source.start()) {
          List<SourceRecord> rest = worker.poll(all.size() - stored);
          assertThat(images(rest))
              .as("after record %d, %s", stored, last.sourceOffset())
              .isEqualTo(images(all.subList(stored, all.size())));
        }
      }
    }
  }

  private static List<SourceRecord> record(TestingSource source) {
    try (TestingWorker worker = source.start()) {
      return worker.pollUntil(
          record -> record.key() != null && ((Struct) record.key()).getInt64("id") == 70);
    }
  }

  private static SourcePosition position(SourceRecord record) {
    return SourcePosition.fromOffset(record.sourceOffset());
  }

  private static Map<Long, Long> rowsBySharedLsn(List<SourceRecord> records) {
    return records.stream()
        .map(record -> ((Struct) record.value()).getStruct("source").getInt64("lsn"))
        .collect(Collectors.groupingBy(lsn -> lsn, Collectors.counting()));
  }

  /** What a record says and where it stands. */
  private static List<String> images(List<SourceRecord> records) {
    return records.stream()
        .map(
            record ->
                position(record)
                    + " "
                    + ChangeRecord.of((Struct) record.value()).operation()
                    + " "
                    + record.key()
                    + " "
                    + ((Struct) record.value()).get("after"))
        .toList();
  }
}
