package io.dbmazz.starrocks.change;

import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.record.ChangeRecordSchemas.Column;
import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTable;
import io.dbmazz.starrocks.table.TargetTable.TargetColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records of a table of id, name and note, and the targets they go to. */
public final class Records {

  /** Topic of the table. */
  public static final String TOPIC = "shop.public.orders";

  /** Schemas of the table. */
  public static final ChangeRecordSchemas ORDERS = schemas(TOPIC);

  private Records() {}

  static ChangeRecordSchemas schemas(String topic) {
    return new ChangeRecordSchemas(
        topic,
        List.of(
            new Column("id", Schema.INT32_SCHEMA),
            new Column("name", Schema.OPTIONAL_STRING_SCHEMA),
            new Column("note", Schema.OPTIONAL_STRING_SCHEMA)),
        List.of("id"));
  }

  /** A PRIMARY KEY table keyed by id. */
  public static TargetTable keyed(TableId id) {
    return table(id, "id");
  }

  static TargetTable keyless(TableId id) {
    return table(id);
  }

  static TargetTable table(TableId id, String... keys) {
    List<TargetColumn> columns = new ArrayList<>();
    for (String name : List.of("id", "name", "note", "ID2")) {
      boolean key = Arrays.asList(keys).contains(name);
      columns.add(new TargetColumn(name, "varchar", 100, 0, 0, !key, false, key));
    }
    return new TargetTable(id, columns, keys.length > 0);
  }

  /** A row of {@link #ORDERS}. */
  public static Struct row(int id, String name, String note) {
    return new Struct(ORDERS.row()).put("id", id).put("name", name).put("note", note);
  }

  static Struct key(int id) {
    return new Struct(ORDERS.key()).put("id", id);
  }

  /** {@code source} of a change of {@code public.orders}. */
  public static Struct source(long commitLsn, String... unchanged) {
    return new Struct(ChangeRecordSchemas.SOURCE)
        .put("version", "1")
        .put("connector", "postgresql")
        .put("name", "shop")
        .put("ts_ms", 0L)
        .put("db", "shop")
        .put("schema", "public")
        .put("table", "orders")
        .put("lsn", commitLsn - 1)
        .put("commit_lsn", commitLsn)
        .put("unchanged", unchanged.length == 0 ? null : List.of(unchanged));
  }

  /** An envelope of {@link #ORDERS}; before and after may be null. */
  public static Struct envelope(String op, Struct before, Struct after, Struct source) {
    return new Struct(ORDERS.envelope())
        .put("op", op)
        .put("before", before)
        .put("after", after)
        .put("source", source);
  }

  /** A change of row {@code id}. */
  public static SinkRecord change(int id, Struct envelope) {
    return record(TOPIC, key(id), envelope);
  }

  static SinkRecord tombstone(int id) {
    return record(TOPIC, key(id), null);
  }

  /** A record as its parts say. */
  public static SinkRecord record(String topic, Object key, Object value) {
    return at(topic, 0, key, value);
  }

  /** A record at an offset of partition 0. */
  public static SinkRecord at(String topic, long offset, Object key, Object value) {
    return new SinkRecord(topic, 0, schema(key), key, schema(value), value, offset);
  }

  private static Schema schema(Object value) {
    return value instanceof Struct struct ? struct.schema() : null;
  }

  /** Debezium's envelope: a source without commit_lsn and unchanged. */
  static Struct debezium(String op, Struct before, Struct after) {
    Schema source =
        SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("name", Schema.STRING_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    Schema row = after == null ? before.schema() : after.schema();
    Schema envelope =
        SchemaBuilder.struct()
            .name(TOPIC + ".Envelope")
            .field("before", row)
            .field("after", row)
            .field("source", source)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    return new Struct(envelope)
        .put("op", op)
        .put("before", before)
        .put("after", after)
        .put(
            "source",
            new Struct(source)
                .put("name", "shop")
                .put("schema", "public")
                .put("table", "orders")
                .put("lsn", 42L));
  }

  /** What is known of the row, by column. */
  public static Map<String, Object> known(RowOperation operation) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < operation.values().length; i++) {
      if (operation.values()[i] != RowOperation.ABSENT) {
        values.put(operation.shape().columns().get(i).name(), operation.values()[i]);
      }
    }
    return values;
  }
}
