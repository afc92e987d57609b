package io.dbmazz.starrocks.emulator.row;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** JSON: a string is stored as a JSON string, not parsed. At most 16 MB. */
final class JsonConverter implements Converter {
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private final ColumnErrors errors;

  JsonConverter(ColumnErrors errors) {
    this.errors = errors;
  }

  @Override
  public Object text(String value) {
    char[] escaped = JsonStringEncoder.getInstance().quoteAsString(value);
    return limited('"' + String.valueOf(escaped) + '"');
  }

  @Override
  public Object number(String token) {
    return limited(JsonText.normalized(token).orElse(token));
  }

  @Override
  public Object bool(boolean value) {
    return Boolean.toString(value);
  }

  @Override
  public Object structure(String json) {
    return limited(JsonText.normalized(json).orElse(json));
  }

  @Override
  public Object csv(String value) {
    return JsonText.normalized(value).map(this::limited).orElseGet(() -> errors.outOfRange(value));
  }

  /** What {@code parse_json} makes of a text: NULL when it is not JSON. */
  Object parsed(String text) {
    return JsonText.normalized(text).map(this::limited).orElse(null);
  }

  private Object limited(String json) {
    return TextConverter.fits(json, MAX_BYTES)
        ? json
        : errors.outOfRange("JSON of more than 16 MB");
  }
}
