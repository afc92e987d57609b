package io.dbmazz.postgres.type.binary;

import java.util.Arrays;

/** Arrays of any dimensions and bounds, as {@code array_out} writes them. */
public final class ArrayForm implements BinaryForm {

  private static final int MAX_DIMENSIONS = 6;

  private final FormLookup elements;

  public ArrayForm(FormLookup elements) {
    this.elements = elements;
  }

  @Override
  public void render(BinaryValue value, TextBuilder text) {
    int dimensions = value.int32();
    value.int32(); // whether there are NULLs, which their lengths say as well
    int type = value.int32();
    if (dimensions == 0) {
      text.append("{}");
      return;
    }
    if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
      throw new MalformedBinaryException("array of " + dimensions + " dimensions");
    }
    int[] lengths = new int[dimensions];
    bounds(value, lengths, text);
    dimension(value, lengths, elements.find(type), text);
  }

  /** Written when a lower bound is not 1. */
  private static void bounds(BinaryValue value, int[] lengths, TextBuilder text) {
    StringBuilder bounds = new StringBuilder();
    boolean usual = true;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = value.count();
      int lower = value.int32();
      usual &= lower == 1;
      bounds.append('[').append(lower).append(':').append(lower + lengths[i] - 1).append(']');
    }
    text.append(usual ? "" : bounds.append('=').toString());
  }

  private static void dimension(
      BinaryValue value, int[] lengths, FormLookup.Element element, TextBuilder text) {
    text.append('{');
    for (int i = 0; i < lengths[0]; i++) {
      if (i > 0) {
        text.append(element.delimiter());
      }
      if (lengths.length > 1) {
        dimension(value, Arrays.copyOfRange(lengths, 1, lengths.length), element, text);
      } else {
        element(value, element, text);
      }
    }
    text.append('}');
  }

  private static void element(BinaryValue value, FormLookup.Element element, TextBuilder text) {
    int length = value.int32();
    if (length == -1) {
      text.append("NULL");
      return;
    }
    byte[] written = element.form().text(value.part(length));
    if (needsQuotes(written, element.delimiter())) {
      text.escaped(written);
    } else {
      text.append(written);
    }
  }

  private static boolean needsQuotes(byte[] text, char delimiter) {
    return text.length == 0
        || isNull(text)
        || Quotes.anyOf(text, "\"\\{} \t\n\r\u000b\f" + delimiter);
  }

  private static boolean isNull(byte[] text) {
    return text.length == 4
        && (text[0] | 0x20) == 'n'
        && (text[1] | 0x20) == 'u'
        && (text[2] | 0x20) == 'l'
        && (text[3] | 0x20) == 'l';
  }
}
