package io.dbmazz.starrocks.emulator.row;

/** A source field that only expressions read: text of any length. */
final class SourceTextConverter implements Converter {
  @Override
  public Object text(String value) {
    return value;
  }

  @Override
  public Object bool(boolean value) {
    return Converter.digit(value);
  }
}
