package io.dbmazz.starrocks.emulator.row;

import java.nio.charset.StandardCharsets;

/** VARBINARY: the bytes of the text, nothing decoded. */
final class BinaryConverter implements Converter {
  private final ColumnErrors errors;

  BinaryConverter(ColumnErrors errors) {
    this.errors = errors;
  }

  Object bytes(byte[] value) {
    return value.length <= errors.type().length() ? value : errors.tooLong();
  }

  @Override
  public Object text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Object bool(boolean value) {
    return text(Converter.digit(value));
  }
}
