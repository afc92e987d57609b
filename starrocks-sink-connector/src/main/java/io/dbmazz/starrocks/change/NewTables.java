package io.dbmazz.starrocks.change;

import io.dbmazz.record.ChangeRecord;
import io.dbmazz.record.Operation;
import io.dbmazz.starrocks.table.MissingTableException;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Creates the tables that records go to and that do not exist. */
final class NewTables {

  private final Targets targets;

  NewTables(Targets targets) {
    this.targets = targets;
  }

  /** What became of a record whose table does not exist. */
  enum Outcome {
    CREATED,
    /** There are no rows to remove from a table that does not exist. */
    NOTHING_TO_DO
  }

  /**
   * Creates the table that was missing when the record was read.
   *
   * @throws ConnectException when tables are not to be created, or not from such a record
   */
  Outcome createFor(SinkRecord record, MissingTableException missing) {
    if (!targets.createsTables()) {
      throw missing;
    }
    if (record.value() == null || isTruncate(record.value())) {
      return Outcome.NOTHING_TO_DO;
    }
    targets.create(ArrivingTables.of(record, missing.id()));
    return Outcome.CREATED;
  }

  private static boolean isTruncate(Object value) {
    if (!(value instanceof Struct struct)) {
      return value instanceof Map<?, ?> map && isTruncate(RowMarks.of(map::get));
    }
    return ChangeRecord.isEnvelope(struct.schema())
        ? Operation.TRUNCATE.code().equals(struct.get("op"))
        : isTruncate(new MarkFields(struct.schema()).read(struct));
  }

  private static boolean isTruncate(RowMarks marks) {
    return marks.operation().filter(Operation.TRUNCATE::equals).isPresent();
  }
}
