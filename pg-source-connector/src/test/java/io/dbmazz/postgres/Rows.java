package io.dbmazz.postgres;

import io.dbmazz.record.ChangeRecord;
import io.dbmazz.record.Operation;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** What records say of rows. */
final class Rows {

  private Rows() {}

  /** The records of rows, without heartbeats and tombstones. */
  static List<SourceRecord> of(List<SourceRecord> records) {
    return records.stream().filter(Rows::isRow).toList();
  }

  static boolean isRow(SourceRecord record) {
    return record.value() != null && ChangeRecord.isEnvelope(record.valueSchema());
  }

  static ChangeRecord change(SourceRecord record) {
    return ChangeRecord.of((Struct) record.value());
  }

  static long id(SourceRecord record) {
    return ((Struct) record.key()).getInt64("id");
  }

  /** Whether the record tells this operation of the row with this id. */
  static boolean is(SourceRecord record, Operation operation, long id) {
    return isRow(record)
        && change(record).operation() == operation
        && ((Number) change(record).after().orElseThrow().get("id")).longValue() == id;
  }

  /** Ids of the rows that a snapshot has read. */
  static List<Long> idsRead(List<SourceRecord> records) {
    return of(records).stream()
        .filter(record -> change(record).operation() == Operation.READ)
        .map(record -> ((Number) change(record).after().orElseThrow().get("id")).longValue())
        .toList();
  }

  static String snapshot(SourceRecord record) {
    return ((Struct) record.value()).getStruct("source").getString("snapshot");
  }
}
