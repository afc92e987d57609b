package io.dbmazz.starrocks;

import io.dbmazz.record.ChangeRecordSchemas;
import io.dbmazz.record.ChangeRecordSchemas.Column;
import io.dbmazz.starrocks.change.Records;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Changes of orders, keyed by id, at one time of the life of that table. */
final class OrderRows {

  private static final Column ID = new Column("id", Schema.INT32_SCHEMA);

  private final ChangeRecordSchemas schemas;

  /** With these columns behind the id. */
  OrderRows(Column... columns) {
    schemas =
        new ChangeRecordSchemas(
            Records.TOPIC,
            Stream.concat(Stream.of(ID), Stream.of(columns)).toList(),
            List.of("id"));
  }

  static Column column(String name, Schema schema) {
    return new Column(name, schema);
  }

  /** The row with this id and these values, written by the transaction that committed here. */
  SinkRecord written(long commit, int id, Object... values) {
    Struct row = new Struct(schemas.row()).put("id", id);
    for (int i = 0; i < values.length; i++) {
      row.put(schemas.row().fields().get(i + 1), values[i]);
    }
    return change("u", commit, id, null, row);
  }

  /** The delete of that row, of which PostgreSQL sent the key. */
  SinkRecord deleted(long commit, int id) {
    return change("d", commit, id, new Struct(schemas.row()).put("id", id), null);
  }

  /** The offset of a change is its commit. */
  private SinkRecord change(String op, long commit, int id, Struct before, Struct after) {
    Struct envelope =
        new Struct(schemas.envelope())
            .put("op", op)
            .put("before", before)
            .put("after", after)
            .put("source", Records.source(commit));
    return Records.at(Records.TOPIC, commit, new Struct(schemas.key()).put("id", id), envelope);
  }
}
