package io.dbmazz.postgres.type.binary;

import java.time.LocalDate;

/** Dates, times and intervals, counted from 2000-01-01 in UTC, in ISO style. */
final class DateTimes {

  private static final long EPOCH_DAY = 10_957;
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private DateTimes() {}

  static void date(BinaryValue value, TextBuilder text) {
    int days = value.int32();
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      text.append(days < 0 ? "-infinity" : "infinity");
      return;
    }
    LocalDate date = LocalDate.ofEpochDay(EPOCH_DAY + days);
    date(date, text);
    era(date, text);
  }

  private static void date(LocalDate date, TextBuilder text) {
    int year = date.getYear();
    text.padded(year > 0 ? year : 1 - year, 4).append('-').padded(date.getMonthValue(), 2);
    text.append('-').padded(date.getDayOfMonth(), 2);
  }

  private static void era(LocalDate date, TextBuilder text) {
    text.append(date.getYear() > 0 ? "" : " BC");
  }

  static void timestamp(BinaryValue value, TextBuilder text) {
    timestamp(value, "", text);
  }

  static void timestamptz(BinaryValue value, TextBuilder text) {
    timestamp(value, "+00", text);
  }

  private static void timestamp(BinaryValue value, String zone, TextBuilder text) {
    long micros = value.int64();
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      text.append(micros < 0 ? "-infinity" : "infinity");
      return;
    }
    LocalDate date = LocalDate.ofEpochDay(EPOCH_DAY + Math.floorDiv(micros, DAY));
    date(date, text);
    time(Math.floorMod(micros, DAY), text.append(' '));
    era(date, text.append(zone));
  }

  static void time(BinaryValue value, TextBuilder text) {
    time(value.int64(), text);
  }

  private static void time(long micros, TextBuilder text) {
    clock(micros / SECOND, text).fraction(micros % SECOND);
  }

  private static TextBuilder clock(long seconds, TextBuilder text) {
    text.padded(seconds / 3600, 2).append(':').padded(seconds / 60 % 60, 2);
    return text.append(':').padded(seconds % 60, 2);
  }

  /** The zone is in seconds west; only as much of it is written as there is. */
  static void timetz(BinaryValue value, TextBuilder text) {
    time(value.int64(), text);
    int west = value.int32();
    int seconds = Math.abs(west);
    text.append(west > 0 ? '-' : '+').padded(seconds / 3600, 2);
    if (seconds % 3600 != 0) {
      text.append(':').padded(seconds / 60 % 60, 2);
    }
    if (seconds % 60 != 0) {
      text.append(':').padded(seconds % 60, 2);
    }
  }

  /** IntervalStyle iso_8601. The extremes of all three fields are the infinities since 17. */
  static void interval(BinaryValue value, TextBuilder text) {
    long micros = value.int64();
    int days = value.int32();
    int months = value.int32();
    if (micros == Long.MAX_VALUE && days == Integer.MAX_VALUE && months == Integer.MAX_VALUE) {
      text.append("infinity");
    } else if (micros == Long.MIN_VALUE
        && days == Integer.MIN_VALUE
        && months == Integer.MIN_VALUE) {
      text.append("-infinity");
    } else if (micros == 0 && days == 0 && months == 0) {
      text.append("PT0S");
    } else {
      part(months / 12, 'Y', text.append('P'));
      part(months % 12, 'M', text);
      part(days, 'D', text);
      clockParts(micros, text);
    }
  }

  private static void clockParts(long micros, TextBuilder text) {
    if (micros == 0) {
      return;
    }
    part(micros / HOUR, 'H', text.append('T'));
    part(micros % HOUR / MINUTE, 'M', text);
    long seconds = micros % MINUTE;
    if (seconds != 0) {
      text.append(seconds < 0 ? "-" : "").append(Math.abs(seconds) / SECOND);
      text.fraction(Math.abs(seconds) % SECOND).append('S');
    }
  }

  private static void part(long number, char unit, TextBuilder text) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }
}
