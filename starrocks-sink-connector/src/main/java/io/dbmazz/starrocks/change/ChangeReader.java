package io.dbmazz.starrocks.change;

import io.dbmazz.record.ChangeRecord;
import io.dbmazz.record.Heartbeat;
import io.dbmazz.record.LogicalMessages;
import io.dbmazz.record.Operation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.table.MissingTableException;
import io.dbmazz.starrocks.table.TableId;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * From a record to what it asks for: our envelope and Debezium's, rows flattened by
 * ExtractNewRecordState, plain rows, schemaless maps of either form, and tombstones. One task's
 * thread only.
 */
public final class ChangeReader {

  private final Routing routing;
  private final Plans plans;
  private final RowOperations operations;
  private final KeyDeletes keyDeletes;
  private final Truncates truncates;
  private final EnvelopeReader envelopes;
  private final NewTables newTables;
  private final SchemaCache<Optional<EnvelopeFields>> envelopeFields = new SchemaCache<>();
  private final SchemaCache<MarkFields> marks = new SchemaCache<>();

  /**
   * A reader that has seen nothing.
   *
   * @param options how
   * @param targets asked once for each table that a record goes to
   */
  public ChangeReader(ChangeOptions options, Targets targets) {
    routing = new Routing(options);
    plans = new Plans(targets);
    newTables = new NewTables(targets);
    operations = new RowOperations(options.deletes());
    keyDeletes = new KeyDeletes(plans, operations);
    truncates = new Truncates(options.truncates(), routing, plans);
    envelopes = new EnvelopeReader(routing, plans, operations, keyDeletes, truncates);
  }

  /**
   * Reads one record.
   *
   * @throws org.apache.kafka.connect.errors.DataException when the record makes no sense
   * @throws org.apache.kafka.connect.errors.RetriableException when its table cannot be looked up
   * @throws org.apache.kafka.connect.errors.ConnectException when its table cannot take it
   */
  public Change read(SinkRecord record) {
    if (Heartbeat.isHeartbeatTopic(record.topic()) || isMessage(record)) {
      return Change.NOTHING;
    }
    try {
      return dispatch(record);
    } catch (IllegalArgumentException e) {
      throw Place.refuse(record, e.getMessage());
    }
  }

  /** What an application wrote to the WAL, or Debezium of a transaction, is no row of any table. */
  private static boolean isMessage(SinkRecord record) {
    return record.value() instanceof Map<?, ?> map
        ? LogicalMessages.isMessage(map) || TransactionMetadata.is(map)
        : LogicalMessages.isMessage(record.valueSchema())
            || TransactionMetadata.is(record.valueSchema());
  }

  private Change dispatch(SinkRecord record) {
    try {
      return dispatch(record, record.value());
    } catch (MissingTableException e) {
      return newTables.createFor(record, e) == NewTables.Outcome.CREATED
          ? dispatch(record, record.value())
          : Change.NOTHING;
    }
  }

  private Change dispatch(SinkRecord record, Object value) {
    if (value instanceof Struct struct) {
      Optional<EnvelopeFields> fields =
          envelopeFields.get(struct.schema(), ChangeReader::fieldsOfEnvelope);
      return fields.isPresent()
          ? envelopes.read(record, fields.get().read(struct))
          : ofRow(record, struct, marks.get(struct.schema(), MarkFields::new).read(struct));
    }
    if (value instanceof Map<?, ?> map) {
      return Envelope.isEnvelope(map)
          ? envelopes.read(record, Envelope.of(map))
          : ofRow(record, map, RowMarks.of(map::get));
    }
    if (value == null) {
      return ofTombstone(record);
    }
    throw Place.refuse(
        record,
        "value is a "
            + value.getClass().getSimpleName()
            + ", expected a Struct or a Map. Set value.converter to the one it was written with");
  }

  private static Optional<EnvelopeFields> fieldsOfEnvelope(Schema schema) {
    return ChangeRecord.isEnvelope(schema)
        ? Optional.of(new EnvelopeFields(schema))
        : Optional.empty();
  }

  private Change ofRow(SinkRecord record, Object row, RowMarks marks) {
    TableId table =
        marks.table().isPresent()
            ? routing.tableNamed(record.topic(), marks.table().get())
            : routing.table(record.topic());
    Operation operation = marks.operation().orElse(Operation.CREATE);
    if (operation == Operation.TRUNCATE) {
      return truncates.of(table);
    }
    if (operation == Operation.DELETE && operations.ignoresDeletes()) {
      return Change.NOTHING;
    }
    RowPlan plan = plans.rows(table, row);
    Object[] values = plan.values(row, marks.unchanged(), marks.unrepresentable());
    return operation == Operation.DELETE
        ? operations.delete(record, plan, values, marks.version())
        : operations.upsert(
            record, plan, values, new Audit(RowOperations.opType(operation), marks.version()));
  }

  private Change ofTombstone(SinkRecord record) {
    if (operations.ignoresDeletes()) {
      return Change.NOTHING;
    }
    Optional<TableId> table = routing.tableOfTombstone(record.topic());
    if (table.isEmpty()) {
      throw Place.refuse(
          record,
          "a tombstone in a topic of several tables does not tell which one it means. Drop"
              + " tombstones at the source (tombstones.on.delete=false)");
    }
    return keyDeletes.of(record, table.get(), Audit.NO_VERSION);
  }
}
