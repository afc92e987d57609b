package io.dbmazz.postgres.type.binary;

/**
 * Multiranges: <code>{[1,3),[5,7)}</code>.
 *
 * @param range the form of its ranges
 */
public record MultirangeForm(BinaryForm range) implements BinaryForm {

  @Override
  public void render(BinaryValue value, TextBuilder text) {
    int ranges = value.count();
    text.append('{');
    for (int i = 0; i < ranges; i++) {
      text.append(i == 0 ? "" : ",").append(range.text(value.part(value.int32())));
    }
    text.append('}');
  }
}
