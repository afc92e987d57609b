package io.dbmazz.postgres.type;

import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The Connect schema of a PostgreSQL type and the decoder that fills it. Immutable. */
public final class ColumnType {

  private final Supplier<SchemaBuilder> schema;
  private final Function<Schema, ValueDecoder> decoder;

  /** A type whose values do not refer to their schema. */
  ColumnType(Supplier<SchemaBuilder> schema, ValueDecoder decoder) {
    this(ofColumn -> decoder, schema);
  }

  private ColumnType(Function<Schema, ValueDecoder> decoder, Supplier<SchemaBuilder> schema) {
    this.schema = schema;
    this.decoder = decoder;
  }

  /** A type whose values must carry the very schema of their column. */
  static ColumnType schemaBound(
      Supplier<SchemaBuilder> schema, Function<Schema, ValueDecoder> decoder) {
    return new ColumnType(decoder, schema);
  }

  /** A type of text, under a semantic name. */
  static ColumnType namedString(String name, ValueDecoder decoder) {
    return new ColumnType(() -> SchemaBuilder.string().name(name).version(1), decoder);
  }

  /** The schema of a column that can be NULL or missing. */
  public Schema optional() {
    return schema.get().optional().build();
  }

  /** The schema of a column of the key. */
  public Schema required() {
    return schema.get().required().build();
  }

  /**
   * The decoder of a column.
   *
   * @param ofColumn {@link #optional()} or {@link #required()}, whichever the column has
   */
  public ValueDecoder decoder(Schema ofColumn) {
    return decoder.apply(ofColumn);
  }
}
