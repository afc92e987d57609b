package io.dbmazz.starrocks.emulator.sql;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Values as StarRocks prints them. */
public final class Texts {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private Texts() {}

  /** The text of a value that is not null; bytes are read as UTF-8. */
  public static String of(Object value) {
    if (value instanceof Boolean bool) {
      return bool ? "1" : "0";
    }
    if (value instanceof LocalDateTime dateTime) {
      return (dateTime.equals(dateTime.truncatedTo(ChronoUnit.SECONDS)) ? SECONDS : MICROS)
          .format(dateTime);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return value.toString();
  }

  /** Shortest digits that give the number back, a float's when it is one. */
  private static String number(double value) {
    String text = value == (float) value ? Float.toString((float) value) : Double.toString(value);
    String trimmed = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    return trimmed.replace(".0E", "E").replace("E", "e");
  }
}
