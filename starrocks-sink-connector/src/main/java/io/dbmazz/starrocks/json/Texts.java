package io.dbmazz.starrocks.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Values as text, for CHAR and VARCHAR columns; what PostgreSQL would print, where it has a say.
 */
final class Texts {

  private static final long DAY = 86_400_000_000L;
  private static final long SECOND = 1_000_000L;
  private static final long POSTGRES_LAST_DAY = LocalDate.of(5874897, 12, 31).toEpochDay();
  private static final long POSTGRES_FIRST_DAY = LocalDate.of(-4713, 11, 24).toEpochDay();

  private Texts() {}

  /** The text of any value that has one on its own: all but arrays and maps. */
  static String of(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof BigDecimal decimal) {
      return Decimals.plain(decimal);
    }
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Value meaning) {
      return ofMeaning(meaning);
    }
    return value.toString();
  }

  private static String ofMeaning(Value value) {
    if (value instanceof Value.Json json) {
      return json.text();
    }
    if (value instanceof Value.Day day) {
      return day(day.epochDay());
    }
    if (value instanceof Value.Moment moment) {
      return moment(moment.epochMicros());
    }
    if (value instanceof Value.TimeOfDay time) {
      return time(time.micros());
    }
    if (value instanceof Value.BitString bits) {
      return bits.bits();
    }
    return span(((Value.Span) value).micros());
  }

  private static String span(long micros) {
    return isInfinite(micros)
        ? infinity(micros)
        : Duration.of(micros, ChronoUnit.MICROS).toString();
  }

  private static boolean isInfinite(long value) {
    return value == Long.MAX_VALUE || value == Long.MIN_VALUE;
  }

  private static String infinity(long value) {
    return value > 0 ? "infinity" : "-infinity";
  }

  private static String day(long epochDay) {
    if (epochDay == Integer.MAX_VALUE || epochDay == Integer.MIN_VALUE) {
      return infinity(epochDay);
    }
    if (epochDay > POSTGRES_LAST_DAY || epochDay < POSTGRES_FIRST_DAY) {
      // Debezium writes both infinities so, and not always with their sign.
      throw new RefusedValueException(
          "a day that PostgreSQL does not have, which Debezium writes for either infinity");
    }
    return date(epochDay) + era(epochDay);
  }

  private static String moment(long micros) {
    if (isInfinite(micros)) {
      return infinity(micros);
    }
    long day = Math.floorDiv(micros, DAY);
    return date(day) + " " + time(Math.floorMod(micros, DAY)) + era(day);
  }

  private static String date(long epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d", year, date.getMonthValue(), date.getDayOfMonth());
  }

  private static String era(long epochDay) {
    return LocalDate.ofEpochDay(epochDay).getYear() > 0 ? "" : " BC";
  }

  private static String time(long micros) {
    long seconds = micros / SECOND;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%06d",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        micros % SECOND);
  }

  /** Bytes of the text in UTF-8. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
