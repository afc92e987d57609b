package io.dbmazz.starrocks.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.sql.ColumnType;
import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  private static Loading column(ColumnType type) {
    return Loading.into(TestTable.keyedById().nullable("c", type).primaryKey());
  }

  private static Loading varchar(int length) {
    return column(TestTable.sized(Kind.VARCHAR, length));
  }

  private static Loading json() {
    return column(TestTable.type(Kind.JSON));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"héllo \"|héllo ",
        "1.50|1.50",
        "12345678901234567890.10|12345678901234567890.10",
        "true|1",
        "false|0",
        "{ \"b\" : 1.0, \"a\" : [ 1, null ] }|{\"b\":1.0,\"a\":[1,null]}"
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void textsTakeAnythingAsText(String given, String stored) {
    assertThat(varchar(100).store(given)).isEqualTo(stored);
  }

  @Test
  void lengthIsCountedInBytes() {
    assertThat(varchar(4).store("\"ééé\"")).isNull();
    assertThat(varchar(6).store("\"ééé\"")).isEqualTo("ééé");
    assertThat(column(TestTable.sized(Kind.CHAR, 4)).store("\"😀\"")).isEqualTo("😀");
  }

  @Test
  void tooLongTextBecomesNullSilentlyWhenNotStrict() {
    Loading varchar = varchar(3);
    RowTally tally = varchar.load("{\"id\":1,\"c\":\"abcd\"}");
    assertThat(varchar.rows().get(0).get(1)).isNull();
    assertThat(tally.filtered()).isZero();
  }

  @Test
  void tooLongTextFiltersTheRowWhenStrict() {
    assertThat(varchar(3).strict().error("\"abcd\""))
        .startsWith("Error: Value length is beyond the capacity. column=c, capacity=3. Row: ");
  }

  @Test
  void stringsHold65533Bytes() {
    int string = 65533;
    assertThat(varchar(string).store('"' + "x".repeat(string) + '"')).isNotNull();
    assertThat(varchar(string).store('"' + "x".repeat(string + 1) + '"')).isNull();
  }

  @Test
  void aJsonStringIsStoredAsScalarNotParsed() {
    assertThat(json().store("\"{\\\"a\\\":1}\"")).isEqualTo("\"{\\\"a\\\":1}\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"a\": 1}|{\"a\":1}", "[1, 2]|[1,2]", "true|true", "7|7", "1.5|1.5"})
  void jsonTakesEveryOtherJson(String given, String stored) {
    assertThat(json().store(given)).isEqualTo(stored);
  }

  @Test
  void jsonNullIsSqlNull() {
    assertThat(json().store("null")).isNull();
  }

  @Test
  void jsonNumbersBeyondDoubleLoseDigits() {
    assertThat(json().store("{\"n\":1.2345678901234567890123}"))
        .isEqualTo("{\"n\":1.2345678901234567}");
  }

  @Test
  void jsonHolds16Megabytes() {
    String big = '"' + "x".repeat(16 * 1024 * 1024) + '"';
    assertThat(json().store(big)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2]", "{\"a\":1}"})
  void nestedColumnsTakeStructures(String value) {
    assertThat(column(TestTable.type(Kind.NESTED)).store(value)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"[1]\"", "1", "true"})
  void nestedColumnsTakeNothingElse(String value) {
    assertThat(column(TestTable.type(Kind.NESTED)).store(value)).isNull();
  }

  @Test
  void binaryKeepsTheBytesOfTheTextUndecoded() {
    Loading binary = column(TestTable.sized(Kind.VARBINARY, 100));
    assertThat(binary.store("\"aGk=\"")).isEqualTo("aGk=".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void binaryIsLimitedInBytes() {
    assertThat(column(TestTable.sized(Kind.VARBINARY, 3)).store("\"éé\"")).isNull();
  }
}
