package io.dbmazz.postgres.type;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * date, timestamp and timestamptz. Their range, 4713 BC to 294276 (date: 5874897), reaches a little
 * beyond 64 bits of microseconds since 1970.
 */
final class Dates {

  static final ColumnType DATE =
      new ColumnType(
              () -> SchemaBuilder.int32().name("io.debezium.time.Date").version(1), Dates::date)
          .with(Shortcuts.DATE);
  static final ColumnType TIMESTAMP =
      new ColumnType(
              () -> SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").version(1),
              Dates::timestamp)
          .with(Shortcuts.TIMESTAMP);
  static final ColumnType TIMESTAMPTZ =
      ColumnType.namedString("io.debezium.time.ZonedTimestamp", Dates::timestamptz);

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long MICROS_PER_DAY = SECONDS_PER_DAY * MICROS_PER_SECOND;
  private static final long LAST = Long.MAX_VALUE - 1;

  private Dates() {}

  private static Object date(byte[] data, int offset, int length) {
    if (DateTimeText.isInfinite(data, offset, length)) {
      int standIn = data[offset] == '-' ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      return new Unrepresentable(standIn, Utf8.decode(data, offset, length));
    }
    DateTimeText text = new DateTimeText(data, offset, length);
    int day = Math.toIntExact(text.epochDay());
    text.expectEnd();
    return day;
  }

  private static Object timestamp(byte[] data, int offset, int length) {
    if (DateTimeText.isInfinite(data, offset, length)) {
      long standIn = data[offset] == '-' ? Long.MIN_VALUE : Long.MAX_VALUE;
      return new Unrepresentable(standIn, Utf8.decode(data, offset, length));
    }
    DateTimeText text = new DateTimeText(data, offset, length);
    long day = text.epochDay();
    text.expect(' ');
    long micros = text.microsOfDay();
    text.expectEnd();
    return withinRange(day, micros)
        ? (Object) (day * MICROS_PER_DAY + micros)
        : new Unrepresentable(LAST, Utf8.decode(data, offset, length));
  }

  /** The last 30 years before 294277 are out of range; the largest long stands for infinity. */
  private static boolean withinRange(long day, long micros) {
    return day < LAST / MICROS_PER_DAY
        || (day == LAST / MICROS_PER_DAY && micros <= LAST % MICROS_PER_DAY);
  }

  private static Object timestamptz(byte[] data, int offset, int length) {
    if (DateTimeText.isInfinite(data, offset, length)) {
      return Utf8.decode(data, offset, length);
    }
    return isPlainUtc(data, offset, length)
        ? respelled(data, offset, length)
        : converted(new DateTimeText(data, offset, length));
  }

  /** {@code 2024-01-02 03:04:05.678901+00}, which takes two letters to be ISO 8601. */
  private static boolean isPlainUtc(byte[] data, int offset, int length) {
    int end = offset + length;
    return length >= "2024-01-02 03:04:05+00".length()
        && data[offset + 4] == '-'
        && data[offset + 10] == ' '
        && data[end - 3] == '+'
        && data[end - 2] == '0'
        && data[end - 1] == '0';
  }

  private static String respelled(byte[] data, int offset, int length) {
    byte[] iso = new byte[length - 2];
    System.arraycopy(data, offset, iso, 0, iso.length);
    iso[10] = 'T';
    iso[iso.length - 1] = 'Z';
    return new String(iso, StandardCharsets.ISO_8859_1);
  }

  private static String converted(DateTimeText text) {
    long day = text.epochDay();
    text.expect(' ');
    long micros = text.microsOfDay();
    long seconds = day * SECONDS_PER_DAY + micros / MICROS_PER_SECOND - text.offsetSeconds();
    text.expectEnd();
    return iso(seconds, micros % MICROS_PER_SECOND);
  }

  /** ISO 8601 in UTC, years of more than four digits or before year 0 with a sign. */
  private static String iso(long epochSecond, long micros) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    int year = utc.getYear();
    String sign = year < 0 ? "-" : year > 9999 ? "+" : "";
    String whole =
        String.format(
            Locale.ROOT,
            "%s%04d-%02d-%02dT%02d:%02d:%02d",
            sign,
            Math.abs(year),
            utc.getMonthValue(),
            utc.getDayOfMonth(),
            utc.getHour(),
            utc.getMinute(),
            utc.getSecond());
    return whole + fraction(micros) + "Z";
  }

  private static String fraction(long micros) {
    return micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros).replaceFirst("0+$", "");
  }
}
