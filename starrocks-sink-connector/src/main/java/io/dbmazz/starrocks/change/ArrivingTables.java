package io.dbmazz.starrocks.change;

import io.dbmazz.record.ChangeRecord;
import io.dbmazz.starrocks.table.ArrivingTable;
import io.dbmazz.starrocks.table.TableId;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** What the schemas of records say of the tables they belong to. */
public final class ArrivingTables {

  private final Routing routing;

  /** For records that are routed by these options. */
  public ArrivingTables(ChangeOptions options) {
    routing = new Routing(options);
  }

  /**
   * The table of a record that brings a row.
   *
   * @throws ConnectException when it has no schema, or its key has no names
   */
  public ArrivingTable of(SinkRecord record) {
    return of(record, target(record));
  }

  private TableId target(SinkRecord record) {
    String topic = record.topic();
    if (!(record.value() instanceof Struct value)) {
      return routing.table(topic);
    }
    if (ChangeRecord.isEnvelope(value.schema())) {
      return new EnvelopeFields(value.schema())
          .read(value)
          .source()
          .map(source -> routing.table(topic, source))
          .orElseGet(() -> routing.table(topic));
    }
    return new MarkFields(value.schema())
        .read(value)
        .table()
        .map(named -> routing.tableNamed(topic, named))
        .orElseGet(() -> routing.table(topic));
  }

  static ArrivingTable of(SinkRecord record, TableId id) {
    Schema row = row(record.value()).orElseThrow(() -> refused(record, id, "have no schema"));
    List<String> keys =
        keys(record.key()).orElseThrow(() -> refused(record, id, "have keys without named fields"));
    ArrivingTable table = new ArrivingTable(id, keys, columns(row));
    if (!table.names().containsAll(keys)) {
      throw refused(record, id, "have keys " + keys + " that their rows lack");
    }
    return table;
  }

  /** The columns that rows of a schema bring. */
  static List<ArrivingTable.Column> columns(Schema row) {
    return row.fields().stream()
        .filter(field -> !RowMarks.isMark(field.name()))
        .map(field -> new ArrivingTable.Column(field.name(), field.schema()))
        .toList();
  }

  /** None for rows without a key; empty when the key has no names. */
  private static Optional<List<String>> keys(Object key) {
    if (key == null) {
      return Optional.of(List.of());
    }
    return key instanceof Struct struct
        ? Optional.of(struct.schema().fields().stream().map(Field::name).toList())
        : Optional.empty();
  }

  private static Optional<Schema> row(Object value) {
    if (!(value instanceof Struct struct)) {
      return Optional.empty();
    }
    return Optional.of(
        ChangeRecord.isEnvelope(struct.schema())
            ? struct.schema().field("after").schema()
            : struct.schema());
  }

  private static ConnectException refused(SinkRecord record, TableId id, String cause) {
    return new ConnectException(
        "Table "
            + id
            + " does not exist and is not created: records of topic "
            + record.topic()
            + " "
            + cause
            + ", from which alone its columns and key can be told. Set key.converter and"
            + " value.converter to those they were written with, or create the table by hand");
  }
}
