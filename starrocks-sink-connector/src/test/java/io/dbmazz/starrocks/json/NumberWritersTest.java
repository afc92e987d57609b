package io.dbmazz.starrocks.json;

import static io.dbmazz.starrocks.json.Written.json;
import static io.dbmazz.starrocks.json.Written.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberWritersTest {

  @ParameterizedTest
  @CsvSource({
    "tinyint, -128",
    "tinyint, 127",
    "smallint, -32768",
    "int, 2147483647",
    "bigint, -9223372036854775808",
    "bigint, 9223372036854775807"
  })
  void integersWithinTheRangeAreNumbers(String type, long value) {
    assertThat(json(type, Schema.INT64_SCHEMA, value)).isEqualTo(Long.toString(value));
  }

  @ParameterizedTest
  @CsvSource({"tinyint, 128", "smallint, -32769", "int, 2147483648"})
  void integersOutOfTheRangeAreRefused(String type, long value) {
    refused(type, Schema.INT64_SCHEMA, value).hasMessage("out of the range of " + type);
  }

  @Test
  void decimalsTooLargeForBigintAreRefused() {
    refused("bigint", new BigDecimal("9223372036854775808"))
        .hasMessage("out of the range of bigint");
    refused("bigint", new BigDecimal("1e2000000000")).hasMessage("out of the range of bigint");
  }

  @Test
  void largeintTakes128Bits() {
    BigInteger limit = BigInteger.ONE.shiftLeft(127);

    assertThat(json("largeint", limit.negate()))
        .isEqualTo("\"-170141183460469231731687303715884105728\"");
    refused("largeint", limit).hasMessage("out of the range of largeint");
  }

  @Test
  void fractionsInIntegersAreRefused() {
    refused("int", 1.5).hasMessageContaining("StarRocks would round");
    assertThat(json("int", 2.0)).isEqualTo("2");
  }

  @Test
  void decimalsKeepEveryDigit() {
    BigDecimal value = new BigDecimal("-12345678901234567890123456789.123456789");

    assertThat(json("decimal(38,9)", Decimal.schema(9), value))
        .isEqualTo("\"-12345678901234567890123456789.123456789\"");
  }

  @Test
  void decimalsWithoutFractionAndWithExponentArePlain() {
    assertThat(json("decimal(10,2)", new BigDecimal("1.5E+3"))).isEqualTo("\"1500\"");
    assertThat(json("decimal(10,2)", new BigDecimal("0E+7"))).isEqualTo("\"0\"");
    assertThat(json("decimal(10,2)", new BigDecimal("1.500000"))).isEqualTo("\"1.5\"");
  }

  @Test
  void decimalsWithMoreFractionDigitsAreRefusedInsteadOfRounded() {
    refused("decimal(10,2)", Decimal.schema(3), new BigDecimal("1.005"))
        .hasMessage("more fraction digits than decimal(10,2) holds; StarRocks would round");
  }

  @Test
  void decimalsWithMoreIntegerDigitsAreRefused() {
    refused("decimal(4,2)", Decimal.schema(2), new BigDecimal("100.00"))
        .hasMessage("out of the range of decimal(4,2)");
    assertThat(json("decimal(4,2)", new BigDecimal("99.99"))).isEqualTo("\"99.99\"");
    assertThat(json("decimal(2,2)", new BigDecimal("0.01"))).isEqualTo("\"0.01\"");
  }

  @Test
  void variableScaleDecimalsAreDecimals() {
    Schema schema =
        SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .build();
    Struct value =
        new Struct(schema).put("scale", 3).put("value", BigInteger.valueOf(-1234567).toByteArray());

    assertThat(json("decimal(38,9)", schema, value)).isEqualTo("\"-1234.567\"");
    assertThat(json("varchar(20)", schema, value)).isEqualTo("\"-1234.567\"");
  }

  @Test
  void textOfANumberIsANumber() {
    assertThat(json("decimal(10,2)", Schema.STRING_SCHEMA, "7.25")).isEqualTo("\"7.25\"");
    refused("decimal(10,2)", Decimal.schema(2), "NaN")
        .hasMessage("text that is no number has no place in decimal(10,2)")
        .hasNoCause();
  }

  @Test
  void notANumberIsRefusedByNumericColumnsAndTextElsewhere() {
    refused("double", Double.NaN).hasMessageContaining("a VARCHAR column takes them as text");
    refused("float", Schema.FLOAT32_SCHEMA, Float.NEGATIVE_INFINITY);
    refused("decimal(10,2)", Double.NaN).hasMessageContaining("NaN and Infinity");
    assertThat(json("varchar(10)", Double.NaN)).isEqualTo("\"NaN\"");
    assertThat(json("varchar(10)", Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
  }

  @Test
  void floatsAreTheirShortestText() {
    assertThat(json("float", Schema.FLOAT32_SCHEMA, 0.1f)).isEqualTo("0.1");
    assertThat(json("double", Schema.FLOAT64_SCHEMA, 1e300)).isEqualTo("1.0E300");
    assertThat(json("double", new BigDecimal("1E+30"))).isEqualTo("1E+30");
    refused("float", 1e300).hasMessage("out of the range of float");
    refused("double", new BigDecimal("1E+400")).hasMessage("out of the range of double");
  }

  @Test
  void booleansAreNumbersWhereTheColumnIsOne() {
    assertThat(json("tinyint", Schema.BOOLEAN_SCHEMA, true)).isEqualTo("1");
    assertThat(json("boolean", Schema.BOOLEAN_SCHEMA, true)).isEqualTo("true");
    assertThat(json("boolean", Schema.INT16_SCHEMA, (short) 0)).isEqualTo("false");
    refused("boolean", 2).hasMessage("neither true nor false");
  }

  @Test
  void bitsAreANumberInNumericColumnsAndDigitsInText() {
    Schema bits =
        SchemaBuilder.bytes().name("io.debezium.data.Bits").parameter("length", "10").build();
    byte[] value = {0b0000_0101, 0b10};

    assertThat(json("varchar(10)", bits, value)).isEqualTo("\"1000000101\"");
    assertThat(json("int", bits, value)).isEqualTo("517");
  }
}
