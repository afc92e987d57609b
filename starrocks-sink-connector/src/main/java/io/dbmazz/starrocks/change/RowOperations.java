package io.dbmazz.starrocks.change;

import static io.dbmazz.starrocks.change.RowOperation.ABSENT;

import io.dbmazz.record.Operation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowOperation.Kind;
import io.dbmazz.starrocks.table.TableId;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Builds the operations, and refuses those that a target cannot take. */
final class RowOperations {

  private final DeleteMode deletes;

  RowOperations(DeleteMode deletes) {
    this.deletes = deletes;
  }

  boolean ignoresDeletes() {
    return deletes == DeleteMode.IGNORE;
  }

  /** The row becomes these values. */
  Change upsert(SinkRecord record, RowPlan plan, Object[] values, Audit audit) {
    if (!plan.hasKey()) {
      requireInsert(record, plan, values, audit);
    }
    return new Change.Write(
        plan.target().id(),
        new RowOperation(Kind.UPSERT, plan.shape(), values, key(record, plan, values), audit));
  }

  /** The row of these values goes. */
  Change delete(SinkRecord record, RowPlan plan, Object[] values, long version) {
    if (!plan.hasKey()) {
      throw withoutKey(plan.target().id(), record, "deletes");
    }
    plan.keepKnownOfDeleted(values);
    return new Change.Write(
        plan.target().id(),
        new RowOperation(
            kind(),
            plan.shape(),
            values,
            key(record, plan, values),
            new Audit(opType(Operation.DELETE), version)));
  }

  /** The row of this key goes; nothing else is known of it. */
  Change delete(SinkRecord record, TableId table, KeyPlan plan, long version) {
    Object[] values = plan.values(record.key());
    List<Object> key = plan.key(values);
    requireComplete(record, plan.shape().keys(), key);
    return new Change.Write(
        table,
        new RowOperation(
            kind(), plan.shape(), values, key, new Audit(opType(Operation.DELETE), version)));
  }

  /** What {@code dbmazz_op_type} says of an operation. */
  static int opType(Operation operation) {
    return switch (operation) {
      case CREATE, READ, TRUNCATE -> 0;
      case UPDATE -> 1;
      case DELETE -> 2;
    };
  }

  static ConnectException withoutKey(TableId table, SinkRecord record, String what) {
    return new ConnectException(
        String.format(
            "Topic %s has %s for table %s, which is not a PRIMARY KEY table: only inserts can be"
                + " loaded there. Create it as PRIMARY KEY table, or filter the %s out",
            record.topic(), what, table, what));
  }

  private Kind kind() {
    return deletes == DeleteMode.HARD ? Kind.HARD_DELETE : Kind.SOFT_DELETE;
  }

  private static void requireInsert(SinkRecord record, RowPlan plan, Object[] values, Audit audit) {
    boolean insert = audit.opType() == opType(Operation.CREATE);
    for (Object value : values) {
      insert &= value != ABSENT;
    }
    if (!insert) {
      throw withoutKey(plan.target().id(), record, "updates");
    }
  }

  private static List<Object> key(SinkRecord record, RowPlan plan, Object[] values) {
    List<Object> key = plan.key(values);
    requireComplete(record, plan.shape().keys(), key);
    return key;
  }

  private static void requireComplete(SinkRecord record, List<String> names, List<Object> key) {
    for (int i = 0; i < key.size(); i++) {
      Object value = key.get(i);
      if (value == null || value == ABSENT) {
        throw Place.refuse(record, "no value in key column " + names.get(i));
      }
    }
  }
}
