package io.dbmazz.starrocks.emulator.row;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A row as the error log shows it. */
final class RowText {
  private RowText() {}

  static String of(Object[] values) {
    return Arrays.stream(values).map(RowText::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String text(Object value) {
    if (value == null || value instanceof Invalid) {
      return "NULL";
    }
    if (value instanceof byte[] bytes) {
      return bytes.length + " bytes";
    }
    return value instanceof String ? "'" + value + "'" : value.toString();
  }
}
