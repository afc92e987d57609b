package io.dbmazz.starrocks.change;

import io.dbmazz.record.Operation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTable;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** What an envelope asks for. */
final class EnvelopeReader {

  private final Routing routing;
  private final Plans plans;
  private final RowOperations operations;
  private final KeyDeletes keyDeletes;
  private final Truncates truncates;

  EnvelopeReader(
      Routing routing,
      Plans plans,
      RowOperations operations,
      KeyDeletes keyDeletes,
      Truncates truncates) {
    this.routing = routing;
    this.plans = plans;
    this.operations = operations;
    this.keyDeletes = keyDeletes;
    this.truncates = truncates;
  }

  Change read(SinkRecord record, Envelope envelope) {
    TableId table =
        envelope.source().isPresent()
            ? routing.table(record.topic(), envelope.source().get())
            : routing.table(record.topic());
    return switch (envelope.operation()) {
      case TRUNCATE -> truncates.of(table);
      case DELETE -> delete(record, table, envelope);
      case CREATE, READ, UPDATE -> write(record, table, envelope);
    };
  }

  private Change write(SinkRecord record, TableId table, Envelope envelope) {
    Operation operation = envelope.operation();
    if (envelope.after() == null) {
      throw Place.refuse(record, "op " + operation.code() + " without after");
    }
    RowPlan plan = plans.rows(table, envelope.after());
    Object[] values = values(plan, envelope.after(), envelope);
    requireSameKey(record, plan.target());
    if (operation == Operation.UPDATE) {
      requireKeyUnchanged(record, plan, values, envelope.before());
    }
    Audit audit = new Audit(RowOperations.opType(operation), envelope.version());
    return operations.upsert(record, plan, values, audit);
  }

  private Change delete(SinkRecord record, TableId table, Envelope envelope) {
    if (operations.ignoresDeletes()) {
      return Change.NOTHING;
    }
    if (envelope.before() == null) {
      return keyDeletes.of(record, table, envelope.version());
    }
    requireSameKey(record, plans.target(table));
    RowPlan plan = plans.rows(table, envelope.before());
    Object[] values = values(plan, envelope.before(), envelope);
    return operations.delete(record, plan, values, envelope.version());
  }

  private static Object[] values(RowPlan plan, Object row, Envelope envelope) {
    return plan.values(row, envelope.unchanged(), envelope.unrepresentable());
  }

  private void requireSameKey(SinkRecord record, TargetTable target) {
    if (record.key() instanceof Struct key && target.primaryKey()) {
      plans.keys(target.id(), key, record.topic());
    }
  }

  /** A keyed source sends a key change as delete and create; one without a key cannot know. */
  private void requireKeyUnchanged(
      SinkRecord record, RowPlan plan, Object[] values, Object before) {
    if (record.key() != null || before == null || !plan.hasKey()) {
      return;
    }
    RowPlan old = plans.rows(plan.target().id(), before);
    if (!old.key(old.values(before, Optional.empty(), Map.of())).equals(plan.key(values))) {
      throw new ConnectException(
          String.format(
              "An update in topic %s changes the key of table %s, whose source has no key: the old"
                  + " row would stay behind. Give the source table a primary key",
              record.topic(), plan.target().id()));
    }
  }
}
