package io.dbmazz.starrocks.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.table.TableId;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Readers to test, and what their answers are made of. */
final class ReaderFixture {

  static final TableId TABLE = new TableId("db", "orders");

  private ReaderFixture() {}

  static ChangeReader reader() {
    return reader(DeleteMode.SOFT, Records::keyed);
  }

  static ChangeReader reader(DeleteMode deletes, Targets targets) {
    return new ChangeReader(
        new ChangeOptions("db", Map.of(), deletes, TruncateMode.TRUNCATE), targets);
  }

  static ChangeReader mapping(Map<String, String> topicTables) {
    return new ChangeReader(
        new ChangeOptions("db", topicTables, DeleteMode.SOFT, TruncateMode.TRUNCATE),
        Records::keyed);
  }

  static RowOperation write(ChangeReader reader, SinkRecord record) {
    Change change = reader.read(record);
    assertThat(change).isInstanceOf(Change.Write.class);
    return ((Change.Write) change).operation();
  }

  static TableId table(ChangeReader reader, SinkRecord record) {
    return ((Change.Write) reader.read(record)).table();
  }
}
