package io.dbmazz.starrocks.emulator.row;

import java.nio.charset.StandardCharsets;

/** CHAR and VARCHAR, limited in bytes of UTF-8. */
final class TextConverter implements Converter {
  private final ColumnErrors errors;

  TextConverter(ColumnErrors errors) {
    this.errors = errors;
  }

  static boolean fits(String value, int bytes) {
    return value.length() <= bytes / 3 || value.getBytes(StandardCharsets.UTF_8).length <= bytes;
  }

  @Override
  public Object text(String value) {
    return fits(value, errors.type().length()) ? value : errors.tooLong();
  }

  @Override
  public Object bool(boolean value) {
    return text(Converter.digit(value));
  }
}
