package io.dbmazz.starrocks.emulator.row;

/** ARRAY, MAP and STRUCT: JSON objects and arrays alone. Element types are not checked. */
final class NestedConverter implements Converter {
  private final ColumnErrors errors;

  NestedConverter(ColumnErrors errors) {
    this.errors = errors;
  }

  @Override
  public Object text(String value) {
    return errors.outOfRange(value);
  }

  @Override
  public Object structure(String json) {
    return json;
  }

  @Override
  public Object csv(String value) {
    return JsonText.normalized(value).map(Object.class::cast).orElseGet(() -> text(value));
  }
}
