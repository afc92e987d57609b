package io.dbmazz.starrocks.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/**
 * Writers of DATE and DATETIME columns, years 1 to 9999. A text with an offset is brought to UTC
 * here, because StarRocks drops offsets instead of applying them.
 */
final class TimeWriters {

  private static final long DAY = 86_400_000_000L;
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("[ ]['T']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[ ]")
          .appendPattern("[XXXXX][XXX][X]")
          .optionalEnd()
          .optionalEnd()
          .appendPattern("['Z']") // as Debezium's isostring ends dates
          .toFormatter(java.util.Locale.ROOT);

  private TimeWriters() {}

  static ValueWriter date() {
    return (value, out) -> {
      long day = value instanceof Value.Day d ? d.epochDay() : midnight(micros(value, "date"));
      checked(day, "date");
      out.raw('"');
      date(day, out);
      out.raw('"');
    };
  }

  static ValueWriter dateTime() {
    return (value, out) -> {
      long micros = micros(value, "datetime");
      long day = Math.floorDiv(micros, DAY);
      checked(day, "datetime");
      out.raw('"');
      date(day, out);
      out.raw(' ');
      time(Math.floorMod(micros, DAY), out);
      out.raw('"');
    };
  }

  private static long micros(Object value, String type) {
    if (value instanceof Value.Moment moment) {
      return moment.epochMicros();
    }
    if (value instanceof Value.Day day) {
      checked(day.epochDay(), type);
      return day.epochDay() * DAY;
    }
    if (value instanceof String text) {
      return parse(text, type);
    }
    if (value instanceof Number) {
      throw new RefusedValueException(
          "a number, which does not say what it counts; have the values sent with their schemas"
              + " (value.converter.schemas.enable=true), or as text");
    }
    throw ValueWriter.misfit(value, type);
  }

  private static long parse(String text, String type) {
    try {
      return micros(
          TEXT.parseBest(text.trim(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
    } catch (DateTimeException e) {
      // Without the cause, whose message holds the value.
      throw new RefusedValueException(
          "text is no ISO date and time of the years 1 to 9999, which is all that "
              + type
              + " holds");
    }
  }

  private static long micros(TemporalAccessor parsed) {
    if (parsed instanceof LocalDate date) {
      return date.toEpochDay() * DAY;
    }
    LocalDateTime utc =
        parsed instanceof OffsetDateTime zoned
            ? zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
            : (LocalDateTime) parsed;
    if (utc.get(ChronoField.NANO_OF_SECOND) % 1000 != 0) {
      throw new RefusedValueException("nanoseconds do not fit: StarRocks keeps microseconds");
    }
    return utc.toLocalDate().toEpochDay() * DAY + utc.toLocalTime().toNanoOfDay() / 1000;
  }

  private static long midnight(long micros) {
    if (Math.floorMod(micros, DAY) != 0) {
      throw new RefusedValueException("a time of day, which date does not hold");
    }
    return Math.floorDiv(micros, DAY);
  }

  private static void checked(long epochDay, String type) {
    if (epochDay < FIRST_DAY || epochDay > LAST_DAY) {
      throw new RefusedValueException(
          "infinity, BC or after the year 9999, which "
              + type
              + " does not hold; a VARCHAR column takes it as text");
    }
  }

  private static void date(long epochDay, JsonBytes out) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    out.digits(date.getYear(), 4);
    out.raw('-');
    out.digits(date.getMonthValue(), 2);
    out.raw('-');
    out.digits(date.getDayOfMonth(), 2);
  }

  private static void time(long microsOfDay, JsonBytes out) {
    long seconds = microsOfDay / 1_000_000;
    out.digits(seconds / 3600, 2);
    out.raw(':');
    out.digits(seconds / 60 % 60, 2);
    out.raw(':');
    out.digits(seconds % 60, 2);
    out.raw('.');
    out.digits(microsOfDay % 1_000_000, 6);
  }
}
