package io.dbmazz.starrocks.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.sql.ColumnType;
import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberRulesTest {
  private static Loading column(ColumnType type) {
    return Loading.into(TestTable.keyedById().nullable("c", type).primaryKey());
  }

  private static Loading column(Kind kind) {
    return column(TestTable.type(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "TINYINT,-128,127",
    "SMALLINT,-32768,32767",
    "INT,-2147483648,2147483647",
    "BIGINT,-9223372036854775808,9223372036854775807"
  })
  void integersKeepTheirExtremes(Kind kind, long min, long max) {
    assertThat(column(kind).store(Long.toString(min))).isEqualTo(min);
    assertThat(column(kind).store(Long.toString(max))).isEqualTo(max);
  }

  @ParameterizedTest
  @CsvSource({
    "TINYINT,128",
    "SMALLINT,-32769",
    "INT,2147483648",
    "BIGINT,9223372036854775808",
    "BIGINT,1e300"
  })
  void integerOverflowIsInvalid(Kind kind, String value) {
    assertThat(column(kind).store(value)).isNull();
    assertThat(column(kind).strict().error(value))
        .startsWith("Error: Value is overflow. column=c, value=" + value + ". Row: [1, ");
  }

  @Test
  void integersAreParsedFromText() {
    assertThat(column(Kind.INT).store("\" -42 \"")).isEqualTo(-42L);
  }

  @Test
  void fractionsOfIntegersAreCutOff() {
    assertThat(column(Kind.INT).store("\"1.9\"")).isEqualTo(1L);
    assertThat(column(Kind.INT).store("-1.9")).isEqualTo(-1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "{\"a\":1}", "[1]", "\"x\"", "\"\""})
  void anythingElseIsNoInteger(String value) {
    assertThat(column(Kind.INT).store(value)).isNull();
    assertThat(column(Kind.INT).strict().error(value))
        .contains("is out of range. The type of 'c' is INT");
  }

  @Test
  void doublesTakeTextAndNumbers() {
    assertThat(column(Kind.DOUBLE).store("\"1.5e3\"")).isEqualTo(1500.0);
    assertThat(column(Kind.DOUBLE).store("-0.1")).isEqualTo(-0.1);
  }

  @Test
  void floatsAreRoundedToSinglePrecision() {
    assertThat(column(Kind.FLOAT).store("0.1")).isEqualTo((double) 0.1f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"NaN\"", "\"Infinity\"", "1e400", "true", "[]", "\"1f\""})
  void whatIsNotFiniteIsNoDouble(String value) {
    assertThat(column(Kind.DOUBLE).store(value)).isNull();
  }

  @Test
  void floatOverflowIsInvalid() {
    assertThat(column(Kind.FLOAT).strict().error("1e39")).contains("Value is overflow");
  }

  @ParameterizedTest
  @CsvSource({
    "true,true",
    "false,false",
    "'\"TRUE\"',true",
    "'\"false\"',false",
    "'\"7\"',true",
    "'\"0\"',false",
    "0,false",
    "0.0,false",
    "-3,true"
  })
  void booleansTakeWordsAndNumbers(String json, boolean stored) {
    assertThat(column(Kind.BOOLEAN).store(json)).isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"yes\"", "\"\"", "{}", "[true]"})
  void otherWordsAreNoBoolean(String value) {
    assertThat(column(Kind.BOOLEAN).store(value)).isNull();
  }

  @Test
  void decimalsKeepEveryDigitOfNumbersAndText() {
    String digits = "12345678901234567890123456789.123456789";
    Loading column = column(TestTable.decimal(38, 9));
    assertThat(column.store(digits)).isEqualTo(new BigDecimal(digits));
    assertThat(column.store('"' + digits + '"')).isEqualTo(new BigDecimal(digits));
  }

  @Test
  void decimalFractionsAreRoundedToTheScale() {
    Loading column = column(TestTable.decimal(5, 2));
    assertThat(column.store("1.005")).isEqualTo(new BigDecimal("1.01"));
    assertThat(column.store("-1.005")).isEqualTo(new BigDecimal("-1.01"));
    assertThat(column.store("1")).isEqualTo(new BigDecimal("1.00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000", "999.995", "1e999999999", "1e-999999999"})
  void tooManyIntegerDigitsAreInvalid(String value) {
    assertThat(column(TestTable.decimal(5, 2)).store(value)).isNull();
    assertThat(column(TestTable.decimal(5, 2)).strict().error(value))
        .contains("Decimal '" + value + "' is out of range. The type of 'c' is DECIMAL(5,2)");
  }

  @Test
  void booleansBecomeDecimals() {
    assertThat(column(TestTable.decimal(5, 2)).store("true")).isEqualTo(new BigDecimal("1.00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abc\"", "[1]", "{}", "\"NaN\""})
  void anythingElseIsNoDecimal(String value) {
    assertThat(column(TestTable.decimal(5, 2)).store(value)).isNull();
  }

  @Test
  void largeIntsHold128Bits() {
    BigInteger max = BigInteger.TWO.pow(127).subtract(BigInteger.ONE);
    BigInteger min = BigInteger.TWO.pow(127).negate();
    assertThat(column(Kind.LARGEINT).store(max.toString())).isEqualTo(max);
    assertThat(column(Kind.LARGEINT).store('"' + min.toString() + '"')).isEqualTo(min);
    assertThat(column(Kind.LARGEINT).store("false")).isEqualTo(BigInteger.ZERO);
  }

  @Test
  void largeIntOverflowIsInvalid() {
    String over = BigInteger.TWO.pow(127).toString();
    assertThat(column(Kind.LARGEINT).store(over)).isNull();
    assertThat(column(Kind.LARGEINT).strict().error(over)).contains("Value is overflow");
    assertThat(column(Kind.LARGEINT).store("\"1.5\"")).isNull();
    assertThat(column(Kind.LARGEINT).store("{}")).isNull();
  }
}
