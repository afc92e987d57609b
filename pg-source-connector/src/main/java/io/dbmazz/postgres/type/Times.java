package io.dbmazz.postgres.type;

import org.apache.kafka.connect.data.SchemaBuilder;

/** time and timetz; 24:00:00 is a value of both. */
final class Times {

  static final ColumnType TIME =
      new ColumnType(
              () -> SchemaBuilder.int64().name("io.debezium.time.MicroTime").version(1),
              Times::time)
          .with(Shortcuts.INT8);
  static final ColumnType TIMETZ =
      ColumnType.namedString("io.debezium.time.ZonedTime", Times::timetz);

  private Times() {}

  private static Object time(byte[] data, int offset, int length) {
    DateTimeText text = new DateTimeText(data, offset, length);
    long micros = text.microsOfDay();
    text.expectEnd();
    return micros;
  }

  /** ISO 8601 with the offset the value has; converting it would lose that. */
  private static Object timetz(byte[] data, int offset, int length) {
    DateTimeText text = new DateTimeText(data, offset, length);
    text.microsOfDay();
    int timeLength = text.position() - offset;
    int seconds = text.offsetSeconds();
    text.expectEnd();
    String time = Utf8.decode(data, offset, timeLength);
    if (seconds == 0) {
      return time + "Z";
    }
    String written = Utf8.decode(data, offset + timeLength, length - timeLength);
    return time + (written.length() == "+05".length() ? written + ":00" : written);
  }
}
