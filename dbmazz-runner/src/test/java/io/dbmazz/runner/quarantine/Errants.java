package io.dbmazz.runner.quarantine;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records that cannot be loaded. */
final class Errants {

  static final String TOPIC = "shop.public.orders";

  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("name", Schema.STRING_SCHEMA)
          .build();
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("commit_lsn", Schema.OPTIONAL_INT64_SCHEMA)
          .field("ordinal", Schema.OPTIONAL_INT64_SCHEMA)
          .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema ENVELOPE =
      SchemaBuilder.struct()
          .field("op", Schema.STRING_SCHEMA)
          .field("after", ROW)
          .field("source", SOURCE)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .build();

  private Errants() {}

  static DataException reason() {
    return new DataException("Table orders, column name: too long");
  }

  /** A change of row {@code id}, with a value that nothing but its file may hold. */
  static SinkRecord change(long offset, long id, long commit) {
    return change(offset, id, commit, "false");
  }

  /** A row of a snapshot. */
  static SinkRecord snapshot(long offset, long id) {
    return change(offset, id, 100, "true");
  }

  private static SinkRecord change(long offset, long id, long commit, String snapshot) {
    Struct key = new Struct(KEY).put("id", id);
    Struct value =
        new Struct(ENVELOPE)
            .put("op", "u")
            .put("after", new Struct(ROW).put("id", id).put("name", "secret"))
            .put(
                "source",
                new Struct(SOURCE)
                    .put("commit_lsn", commit)
                    .put("ordinal", 0L)
                    .put("snapshot", snapshot))
            .put("ts_ms", offset);
    return new SinkRecord(TOPIC, 0, KEY, key, ENVELOPE, value, offset);
  }

  /** A record of no known form. */
  static SinkRecord plain(long offset, String value) {
    return new SinkRecord("plain", 0, null, null, Schema.STRING_SCHEMA, value, offset);
  }
}
