package io.dbmazz.starrocks.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "2024-02-29 12:34:56,2024-02-29T12:34:56",
    "2024-02-29T12:34:56,2024-02-29T12:34:56",
    "2024-02-29  12:34:56,2024-02-29T12:34:56",
    "2024/02/29 12:34:56,2024-02-29T12:34:56",
    "2024-02-29,2024-02-29T00:00:00",
    "2024-2-9 1:2:3,2024-02-09T01:02:03",
    "2024-02-29 12:34:56.5,2024-02-29T12:34:56.500",
    "2024-02-29 12:34:56.000001,2024-02-29T12:34:56.000001",
    "2024-02-29 12:34:56.1234569,2024-02-29T12:34:56.123456",
    "20240229,2024-02-29T00:00:00",
    "20240229123456,2024-02-29T12:34:56",
    "20240229T123456,2024-02-29T12:34:56",
    "69-01-02,2069-01-02T00:00:00",
    "70-01-02,1970-01-02T00:00:00",
    "240229,2024-02-29T00:00:00",
    "9999-12-31 23:59:59.999999,9999-12-31T23:59:59.999999",
    "0000-01-01 00:00:00,0000-01-01T00:00:00"
  })
  void formsThatAreRead(String text, LocalDateTime time) {
    assertThat(DateTimeText.parse(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29 12:34:56Z",
        "2024-02-29T12:34:56+02:00",
        "2024-02-29 12:34:56 UTC",
        "2024-02-29 12:34:56-08",
        "2024-02-29 12:34:56 whatever"
      })
  void zonesAndTrailingTextAreDroppedNeverApplied(String text) {
    assertThat(DateTimeText.parse(text)).contains(LocalDateTime.parse("2024-02-29T12:34:56"));
  }

  @Test
  void offsetsAfterAFractionAreDroppedToo() {
    assertThat(DateTimeText.parse("2024-02-29T12:34:56.25+02:00"))
        .contains(LocalDateTime.parse("2024-02-29T12:34:56.25"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "infinity",
        "0000-00-00",
        "2024-13-01",
        "2023-02-29",
        "2024-02-29 24:00:00",
        "12345-01-01",
        "2024-01",
        "-2024-01-01",
        "2024 -01-01"
      })
  void formsThatAreNoTime(String text) {
    assertThat(DateTimeText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1709210096", "1709210096000", "true", "{}", "[]"})
  void epochsAndStructuresAreNoTime(String json) {
    assertThat(column(Kind.DATETIME).store(json)).isNull();
    assertThat(column(Kind.DATETIME).strict().error(json))
        .contains("is out of range. The type of 'c' is DATETIME");
  }

  @Test
  void numbersAreReadAsTheTextOfADate() {
    assertThat(column(Kind.DATE).store("20240229")).isEqualTo(LocalDate.parse("2024-02-29"));
  }

  @Test
  void datesDropTheTime() {
    assertThat(column(Kind.DATE).store("\"2024-02-29 23:59:59+05\""))
        .isEqualTo(LocalDate.parse("2024-02-29"));
  }

  private static Loading column(Kind kind) {
    return Loading.into(TestTable.keyedById().nullable("c", TestTable.type(kind)).primaryKey());
  }
}
