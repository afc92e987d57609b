package io.dbmazz.starrocks.json;

import static io.dbmazz.starrocks.json.Written.int64;
import static io.dbmazz.starrocks.json.Written.json;
import static io.dbmazz.starrocks.json.Written.refused;
import static io.dbmazz.starrocks.json.Written.string;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWritersTest {

  private static final Schema MICROS = int64("io.debezium.time.MicroTimestamp");
  private static final Schema ZONED = string("io.debezium.time.ZonedTimestamp");
  private static final Schema DAYS = SchemaBuilder.int32().name("io.debezium.time.Date").build();

  private static long micros(String instant) {
    Instant parsed = Instant.parse(instant);
    return parsed.getEpochSecond() * 1_000_000 + parsed.getNano() / 1000;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T23:59:59.000001Z",
        "1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void timestampsKeepTheirMicroseconds(String instant) {
    assertThat(json("datetime", MICROS, micros(instant)))
        .startsWith('"' + instant.substring(0, 19).replace('T', ' '))
        .hasSize("\"2024-02-29 23:59:59.000001\"".length());
  }

  @Test
  void timestampsOfEveryUnitAreTheSameMoment() {
    String expected = "\"2024-01-02 03:04:05.678000\"";
    long millis = micros("2024-01-02T03:04:05.678Z") / 1000;

    assertThat(json("datetime", int64("io.debezium.time.Timestamp"), millis)).isEqualTo(expected);
    assertThat(json("datetime", MICROS, millis * 1000)).isEqualTo(expected);
    assertThat(json("datetime", int64("io.debezium.time.NanoTimestamp"), millis * 1_000_000))
        .isEqualTo(expected);
    assertThat(json("datetime", Timestamp.SCHEMA, Date.from(Instant.ofEpochMilli(millis))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-02T03:04:05.678901Z, 2024-01-02 03:04:05.678901",
    "2024-01-02T03:04:05+05:30, 2024-01-01 21:34:05.000000",
    "2024-01-02 03:04:05.5-08, 2024-01-02 11:04:05.500000",
    "1800-01-01 05:53:28+05:53:28, 1800-01-01 00:00:00.000000",
    "2024-01-02 03:04:05, 2024-01-02 03:04:05.000000",
    "2024-01-02, 2024-01-02 00:00:00.000000"
  })
  void textIsBroughtToUtcBecauseStarRocksDropsOffsets(String text, String expected) {
    assertThat(json("datetime", ZONED, text)).isEqualTo('"' + expected + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "infinity",
        "-infinity",
        "-0043-03-15T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "soon"
      })
  void textThatDatetimeCannotHoldIsRefusedWithoutTheValue(String text) {
    refused("datetime", ZONED, text)
        .hasNoCause()
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(text));
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, infinity",
    "-9223372036854775808, -infinity",
    "-62135596800000001, 0001-12-31 23:59:59.999999 BC",
    "253402300800000000, 10000-01-01 00:00:00.000000"
  })
  void momentsOutsideTheCommonEraAreRefusedByDatetimeAndTextElsewhere(long micros, String text) {
    refused("datetime", MICROS, micros).hasMessageContaining("a VARCHAR column takes it as text");
    assertThat(json("varchar(40)", MICROS, micros)).isEqualTo('"' + text + '"');
  }

  @Test
  void nanosecondsAreRefusedInsteadOfCut() {
    refused("datetime", int64("io.debezium.time.NanoTimestamp"), 1L)
        .hasMessageContaining("StarRocks keeps microseconds");
    refused("datetime", "2024-01-02T03:04:05.123456789Z")
        .hasMessageContaining("StarRocks keeps microseconds");
  }

  @ParameterizedTest
  @CsvSource({"0, 1970-01-01", "-1, 1969-12-31", "-719162, 0001-01-01", "2932896, 9999-12-31"})
  void daysAreDates(int day, String text) {
    assertThat(json("date", DAYS, day)).isEqualTo('"' + text + '"');
    assertThat(
            json(
                "date",
                org.apache.kafka.connect.data.Date.SCHEMA,
                Date.from(Instant.EPOCH.plus(day, ChronoUnit.DAYS))))
        .isEqualTo('"' + text + '"');
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, infinity",
    "-2147483648, -infinity",
    "-735160, 0044-03-15 BC",
    "2932897, 10000-01-01"
  })
  void daysOutsideTheCommonEraAreRefusedByDateAndTextElsewhere(int day, String text) {
    refused("date", DAYS, day).hasMessageContaining("a VARCHAR column takes it as text");
    refused("datetime", DAYS, day).hasMessageContaining("a VARCHAR column takes it as text");
    assertThat(json("varchar(40)", DAYS, day)).isEqualTo('"' + text + '"');
  }

  @Test
  void aTimeOfDayIsNotDroppedFromADate() {
    refused("date", MICROS, 1L).hasMessage("a time of day, which date does not hold");
    assertThat(json("date", MICROS, 86_400_000_000L)).isEqualTo("\"1970-01-02\"");
    assertThat(json("datetime", DAYS, 1)).isEqualTo("\"1970-01-02 00:00:00.000000\"");
  }

  @Test
  void timesOfDayAreTextAndMidnightMayBe24() {
    Schema time = int64("io.debezium.time.MicroTime");

    assertThat(json("varchar(32)", time, 86_400_000_000L)).isEqualTo("\"24:00:00.000000\"");
    assertThat(json("varchar(32)", int64("io.debezium.time.NanoTime"), 1_000L))
        .isEqualTo("\"00:00:00.000001\"");
    assertThat(json("varchar(32)", Time.SCHEMA, Date.from(Instant.ofEpochMilli(3_661_001))))
        .isEqualTo("\"01:01:01.001000\"");
    refused("datetime", time, 1L).hasMessage("a value of kind timeofday is no datetime");
  }

  @Test
  void lengthsOfTimeAreIsoTextOrTheirNumber() {
    Schema span = int64("io.debezium.time.MicroDuration");

    assertThat(json("varchar(32)", span, 90_000_500_000L)).isEqualTo("\"PT25H0.5S\"");
    assertThat(json("varchar(32)", span, Long.MAX_VALUE)).isEqualTo("\"infinity\"");
    assertThat(json("bigint", span, 90_000_500_000L)).isEqualTo("90000500000");
  }

  @Test
  void isoTextsWithTheirZoneAreWhatTheirColumnsHold() {
    Schema day = string("io.debezium.time.IsoDate");
    Schema time = string("io.debezium.time.IsoTime");
    Schema moment = string("io.debezium.time.IsoTimestamp");

    assertThat(json("date", day, "2024-02-29Z")).isEqualTo("\"2024-02-29\"");
    assertThat(json("date", "2024-02-29Z")).isEqualTo("\"2024-02-29\"");
    assertThat(json("varchar(20)", time, "04:05:06.789Z")).isEqualTo("\"04:05:06.789000\"");
    assertThat(json("datetime", moment, "2024-02-29T12:34:56.789012Z"))
        .isEqualTo("\"2024-02-29 12:34:56.789012\"");
    assertThat(json("varchar(30)", moment, "-0043-03-15T12:00:00Z"))
        .isEqualTo("\"0044-03-15 12:00:00.000000 BC\"");
    refused("date", day, "secret").hasMessageNotContaining("secret");
    refused("varchar(30)", moment, "secret").hasMessageNotContaining("secret");
  }

  @Test
  void numberWithoutASchemaIsRefusedAsNobodyKnowsWhatItCounts() {
    refused("datetime", 1_709_210_096_789L).hasMessageContaining("schemas.enable");
    refused("date", 19_782L).hasMessageContaining("schemas.enable");
  }
}
