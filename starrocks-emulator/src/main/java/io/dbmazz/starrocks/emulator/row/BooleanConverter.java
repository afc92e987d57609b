package io.dbmazz.starrocks.emulator.row;

/** BOOLEAN: true, false, and numbers, of which all but zero are true. */
final class BooleanConverter implements Converter {
  private final ColumnErrors errors;

  BooleanConverter(ColumnErrors errors) {
    this.errors = errors;
  }

  @Override
  public Object text(String value) {
    String word = value.strip();
    if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
      return Boolean.valueOf(word);
    }
    try {
      return Long.parseLong(word) != 0;
    } catch (NumberFormatException notAnInteger) {
      return errors.outOfRange(value);
    }
  }

  @Override
  public Object number(String token) {
    return FloatConverter.finite(token)
        .map(number -> (Object) (number != 0))
        .orElseGet(() -> errors.overflow(token));
  }

  @Override
  public Object bool(boolean value) {
    return value;
  }
}
