package io.dbmazz.postgres.type.binary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestDecimalTest {

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "-0.0, -0",
    "0, 0",
    "100, 100",
    "1e14, 100000000000000",
    "1e15, 1e+15",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "1.5e-300, 1.5e-300",
    "4.9e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    // exactly between two doubles, of which it is neither's text
    "1e23, 9.999999999999999e+22",
    // a power of two, whose neighbours are not equally near
    "5.684341886080802e-14, 5.684341886080802e-14",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void doubleIsWrittenAsPostgresWritesIt(double value, String text) {
    assertThat(ShortestDecimal.of(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "999999, 999999", "1000000, 1e+06", "1.4e-45, 1e-45", "-3.5, -3.5"})
  void floatIsWrittenAsPostgresWritesIt(float value, String text) {
    assertThat(ShortestDecimal.of(value)).isEqualTo(text);
  }
}
