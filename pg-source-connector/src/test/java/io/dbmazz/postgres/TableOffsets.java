package io.dbmazz.postgres;

import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;

/** What records say of the snapshots of tables. */
final class TableOffsets {

  private TableOffsets() {}

  /** Whether a record carries the end of a table's snapshot. */
  static Predicate<SourceRecord> done(String table) {
    return record ->
        table.equals(record.sourcePartition().get("table"))
            && "done".equals(record.sourceOffset().get("snapshot"));
  }

  /** The key that the record's offset says is read, as JSON. */
  static String key(SourceRecord record) {
    return (String) record.sourceOffset().get("key");
  }
}
