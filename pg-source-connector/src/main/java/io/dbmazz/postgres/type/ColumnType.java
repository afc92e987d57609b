package io.dbmazz.postgres.type;

import io.dbmazz.postgres.type.binary.BinaryForm;
import io.dbmazz.postgres.type.binary.BinaryValue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The Connect schema of a PostgreSQL type and the decoder that fills it. Immutable. */
public final class ColumnType {

  private final Supplier<SchemaBuilder> schema;
  private final Function<Schema, ValueDecoder> decoder;
  private final Shortcut shortcut;

  /** A type whose values do not refer to their schema. */
  ColumnType(Supplier<SchemaBuilder> schema, ValueDecoder decoder) {
    this(ofColumn -> decoder, schema, (ofColumn, byText) -> byText);
  }

  private ColumnType(
      Function<Schema, ValueDecoder> decoder, Supplier<SchemaBuilder> schema, Shortcut shortcut) {
    this.schema = schema;
    this.decoder = decoder;
    this.shortcut = shortcut;
  }

  /** A type whose values must carry the very schema of their column. */
  static ColumnType schemaBound(
      Supplier<SchemaBuilder> schema, Function<Schema, ValueDecoder> decoder) {
    return new ColumnType(decoder, schema, (ofColumn, byText) -> byText);
  }

  /** A type of text, under a semantic name. */
  static ColumnType namedString(String name, ValueDecoder decoder) {
    return new ColumnType(() -> SchemaBuilder.string().name(name).version(1), decoder);
  }

  /** Text that hides what the column holds; marked so, as Debezium does. */
  static ColumnType masked(ValueDecoder decoder) {
    return new ColumnType(() -> SchemaBuilder.string().parameter("masked", "true"), decoder);
  }

  /** The same type, whose binary form need not become text first. */
  ColumnType with(Shortcut ofBinary) {
    return new ColumnType(decoder, schema, ofBinary);
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

  /**
   * The decoder of a column's values in binary form. Its values are those of {@link #decoder}.
   *
   * @param form of the column's type in the database
   */
  public ValueDecoder binaryDecoder(Schema ofColumn, BinaryForm form) {
    ValueDecoder ofText = decoder(ofColumn);
    return form == BinaryForm.VERBATIM ? ofText : shortcut.over(ofColumn, byText(form, ofText));
  }

  private static ValueDecoder byText(BinaryForm form, ValueDecoder ofText) {
    if (form == BinaryForm.VERSIONED) {
      return (data, offset, length) -> {
        BinaryForm.requireVersion(new BinaryValue(data, offset, length).uint8());
        return ofText.decode(data, offset + 1, length - 1);
      };
    }
    return (data, offset, length) -> {
      byte[] text = form.text(new BinaryValue(data, offset, length));
      return ofText.decode(text, 0, text.length);
    };
  }
}
