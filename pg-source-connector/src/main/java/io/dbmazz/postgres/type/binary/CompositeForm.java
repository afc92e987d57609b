package io.dbmazz.postgres.type.binary;

/**
 * Composites: {@code ("Main St",5,)}.
 *
 * @param fields finds the forms of their types, which the value itself names
 */
public record CompositeForm(FormLookup fields) implements BinaryForm {

  @Override
  public void render(BinaryValue value, TextBuilder text) {
    int count = value.count();
    text.append('(');
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",");
      int type = value.int32();
      int length = value.int32();
      if (length != -1) {
        Quotes.field(fields.find(type).form().text(value.part(length)), text);
      }
    }
    text.append(')');
  }
}
