package io.dbmazz.postgres.change;

import io.dbmazz.postgres.type.Unrepresentable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Dates, times and intervals. */
final class TemporalTypeCases {

  private TemporalTypeCases() {}

  static Stream<TypeCase> all() {
    return Stream.concat(dates(), times());
  }

  private static Stream<TypeCase> dates() {
    String zoned = "STRING io.debezium.time.ZonedTimestamp";
    return Stream.of(
        TypeCase.of("date", "INT32 io.debezium.time.Date")
            .value("1970-01-01", 0)
            .value("1969-12-31", -1)
            .value("2024-02-29", day(2024, 2, 29))
            .value("1900-03-01", day(1900, 3, 1))
            .value("5874897-12-31", day(5874897, 12, 31))
            .value("0001-01-01", day(1, 1, 1))
            .value("0044-03-15 BC", day(-43, 3, 15))
            .value("4713-11-24 BC", day(-4712, 11, 24))
            .value("infinity", new Unrepresentable(Integer.MAX_VALUE, "infinity"))
            .value("-infinity", new Unrepresentable(Integer.MIN_VALUE, "-infinity")),
        TypeCase.of("timestamp", "INT64 io.debezium.time.MicroTimestamp")
            .value("2024-01-02 03:04:05.678901", 1704164645678901L)
            .value("1969-12-31 23:59:59.999999", -1L)
            .value("9999-12-31 23:59:59.999999", 253402300799999999L)
            .value("0044-03-15 00:00:00 BC", micros(LocalDateTime.of(-43, 3, 15, 0, 0)))
            .value("4713-11-24 00:00:00 BC", micros(LocalDateTime.of(-4712, 11, 24, 0, 0)))
            .value("294247-01-10 04:00:54.775806", Long.MAX_VALUE - 1)
            .value(
                "294247-01-10 04:00:54.775807",
                new Unrepresentable(Long.MAX_VALUE - 1, "294247-01-10 04:00:54.775807"))
            .value(
                "294276-12-31 23:59:59.999999",
                new Unrepresentable(Long.MAX_VALUE - 1, "294276-12-31 23:59:59.999999"))
            .value("infinity", new Unrepresentable(Long.MAX_VALUE, "infinity"))
            .value("-infinity", new Unrepresentable(Long.MIN_VALUE, "-infinity")),
        TypeCase.of("timestamp(3)", "INT64 io.debezium.time.MicroTimestamp")
            .value("2024-01-02 03:04:05.678", 1704164645678000L),
        TypeCase.of("timestamptz", zoned)
            .value("2024-01-02 03:04:05.678901+05:30", "2024-01-01T21:34:05.678901Z")
            .value("2024-01-02 03:04:05+00", "2024-01-02T03:04:05Z")
            .value("2024-01-02 00:00:00.5+00", "2024-01-02T00:00:00.5Z")
            .value("10000-01-01 00:00:00.120+00", "+10000-01-01T00:00:00.12Z")
            .value("294276-12-31 23:59:59.999999+00", "+294276-12-31T23:59:59.999999Z")
            .value("0044-03-15 12:00:00+00 BC", "-0043-03-15T12:00:00Z")
            .value("0001-06-01 12:00:00+00 BC", "0000-06-01T12:00:00Z")
            .value("4713-11-24 00:00:00+00 BC", "-4712-11-24T00:00:00Z")
            .asWritten("infinity", "-infinity"));
  }

  private static Stream<TypeCase> times() {
    return Stream.of(
        TypeCase.of("time", "INT64 io.debezium.time.MicroTime")
            .value("00:00:00", 0L)
            .value("23:59:59.999999", micros(LocalTime.of(23, 59, 59, 999_999_000)))
            .value("24:00:00", 86_400_000_000L),
        TypeCase.of("timetz", "STRING io.debezium.time.ZonedTime")
            .value("13:14:15.5+05:30", "13:14:15.5+05:30")
            .value("13:14:15+00", "13:14:15Z")
            .value("00:00:00-05", "00:00:00-05:00")
            .value("24:00:00-15:59", "24:00:00-15:59")
            .value("01:02:03.000004+15:59:59", "01:02:03.000004+15:59:59"),
        TypeCase.of("interval", "STRING io.debezium.time.Interval")
            .value("1 year 2 mons -3 days 04:05:06.789", "P1Y2M-3DT4H5M6.789S")
            .value("0", "PT0S")
            .value("-0.000001 seconds", "PT-0.000001S")
            .value("178000000 years", "P178000000Y")
            .value("-178000000 years", "P-178000000Y"),
        TypeCase.of("interval", "STRING io.debezium.time.Interval")
            .since(17)
            .asWritten("infinity", "-infinity"));
  }

  private static int day(int year, int month, int day) {
    return (int) LocalDate.of(year, month, day).toEpochDay();
  }

  private static long micros(LocalDateTime utc) {
    return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), utc);
  }

  private static long micros(LocalTime time) {
    return time.toNanoOfDay() / 1000;
  }
}
