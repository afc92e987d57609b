package io.dbmazz.record;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The schemas of one version of one table: row, key and envelope. A superset of Debezium's
 * PostgreSQL envelope. Build once per table version and share; immutable.
 */
public final class ChangeRecordSchemas {

  /** Stands for an unchanged TOASTed value of Connect type string, as in Debezium. */
  public static final String UNAVAILABLE_VALUE = "__debezium_unavailable_value";

  /** Suffix of the envelope's schema name, by which readers know a change record. */
  public static final String ENVELOPE_SUFFIX = ".Envelope";

  /** The {@code source} block: where, when and in which transaction. */
  public static final Schema SOURCE =
      SchemaBuilder.struct()
          .name("io.debezium.connector.postgresql.Source")
          .field("version", Schema.STRING_SCHEMA)
          .field("connector", Schema.STRING_SCHEMA)
          .field("name", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
          .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
          .field("db", Schema.STRING_SCHEMA)
          .field("schema", Schema.STRING_SCHEMA)
          .field("table", Schema.STRING_SCHEMA)
          .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
          .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
          .field("commit_lsn", Schema.OPTIONAL_INT64_SCHEMA)
          .field("ordinal", Schema.OPTIONAL_INT64_SCHEMA)
          .field("unchanged", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
          .field(
              "unrepresentable",
              SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build())
          .build();

  /**
   * A column of a table.
   *
   * @param name as PostgreSQL spells it, any case
   * @param schema optional unless the column is part of the key
   */
  public record Column(String name, Schema schema) {}

  private final String topic;
  private final Schema row;
  private final Schema key;
  private final Schema envelope;

  /**
   * @param topic {@code <topic.prefix>.<schema>.<table>}
   * @param columns in the order PostgreSQL sends them
   * @param keyColumns names of the key's columns in key order; empty for a table without a key
   */
  public ChangeRecordSchemas(String topic, List<Column> columns, List<String> keyColumns) {
    this.topic = topic;
    SchemaBuilder rows = SchemaBuilder.struct().name(topic + ".Value").optional();
    columns.forEach(column -> rows.field(column.name(), column.schema()));
    row = rows.build();
    key = keyColumns.isEmpty() ? null : keySchema(topic, row, keyColumns);
    envelope =
        SchemaBuilder.struct()
            .name(topic + ENVELOPE_SUFFIX)
            .field("before", row)
            .field("after", row)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
  }

  private static Schema keySchema(String topic, Schema row, List<String> keyColumns) {
    SchemaBuilder keys = SchemaBuilder.struct().name(topic + ".Key");
    keyColumns.forEach(name -> keys.field(name, row.field(name).schema()));
    return keys.build();
  }

  public String topic() {
    return topic;
  }

  /** {@code <topic>.Value}, optional: it stands for {@code before} and {@code after}. */
  public Schema row() {
    return row;
  }

  public boolean hasKey() {
    return key != null;
  }

  /**
   * {@code <topic>.Key}.
   *
   * @throws IllegalStateException when the table has no key, see {@link #hasKey}
   */
  public Schema key() {
    if (key == null) {
      throw new IllegalStateException("Table of topic " + topic + " has no key");
    }
    return key;
  }

  /** {@code <topic>.Envelope}. */
  public Schema envelope() {
    return envelope;
  }
}
