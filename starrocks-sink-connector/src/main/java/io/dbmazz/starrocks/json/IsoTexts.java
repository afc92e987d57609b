package io.dbmazz.starrocks.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Readers of the texts that Debezium writes with {@code time.precision.mode=isostring}. All end
 * with Z, dates and times of day too, though their columns know no zone.
 */
final class IsoTexts {

  private IsoTexts() {}

  static Value.Day day(String text) {
    try {
      return new Value.Day(LocalDate.parse(withoutZone(text)).toEpochDay());
    } catch (DateTimeException e) {
      throw malformed("io.debezium.time.IsoDate");
    }
  }

  static Value.TimeOfDay timeOfDay(String text) {
    try {
      return new Value.TimeOfDay(
          LocalTime.MIDNIGHT.until(LocalTime.parse(withoutZone(text)), ChronoUnit.MICROS));
    } catch (DateTimeException e) {
      throw malformed("io.debezium.time.IsoTime");
    }
  }

  static Value.Moment moment(String text) {
    try {
      Instant moment = LocalDateTime.parse(withoutZone(text)).toInstant(ZoneOffset.UTC);
      long micros = Math.multiplyExact(moment.getEpochSecond(), 1_000_000L);
      return Infinities.moment(Math.addExact(micros, moment.getNano() / 1000));
    } catch (DateTimeException | ArithmeticException e) {
      throw malformed("io.debezium.time.IsoTimestamp");
    }
  }

  private static String withoutZone(String text) {
    return text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
  }

  /** Without the cause, whose message holds the value. */
  private static RefusedValueException malformed(String type) {
    return new RefusedValueException("text is no " + type);
  }
}
