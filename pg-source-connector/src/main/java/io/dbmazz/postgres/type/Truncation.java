package io.dbmazz.postgres.type;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The beginning of a text, counted in characters as PostgreSQL counts them. The result is plain
 * text: a part of a JSON document is none.
 */
record Truncation(int characters) implements ColumnMask {

  @Override
  public ColumnType over(ColumnType type) {
    Schema whole = type.optional();
    if (whole.type() != Schema.Type.STRING) {
      return type;
    }
    ValueDecoder decoder = type.decoder(whole);
    return new ColumnType(
        SchemaBuilder::string,
        (data, offset, length) -> shorten(decoder.decode(data, offset, length)));
  }

  private Object shorten(Object value) {
    return value instanceof Unrepresentable special
        ? new Unrepresentable(shortText(special.standIn()), shortText(special.text()))
        : shortText(value);
  }

  private String shortText(Object value) {
    if (!(value instanceof String text) || text.codePointCount(0, text.length()) <= characters) {
      return (String) value;
    }
    return text.substring(0, text.offsetByCodePoints(0, characters));
  }

  @Override
  public boolean keepsValuesApart() {
    return false;
  }
}
