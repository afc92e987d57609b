package io.dbmazz.starrocks.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which columns are widened, and to what. */
class WideningTest {

  private static String widened(String column, ColumnType wanted) {
    return Widening.of(TargetTables.column("c " + column), wanted)
        .map(ColumnType::toString)
        .orElse("as it is");
  }

  @ParameterizedTest
  @CsvSource({
    "tinyint, SMALLINT, SMALLINT",
    "int, BIGINT, BIGINT",
    "bigint, INT, as it is",
    "largeint, BIGINT, as it is",
    "int, INT, as it is",
    "int, DOUBLE, DOUBLE",
    "bigint, DOUBLE, as it is",
    "int, BOOLEAN, as it is",
    "boolean, INT, as it is",
    "float, DOUBLE, DOUBLE",
    "double, FLOAT, as it is",
    "date, DATETIME, DATETIME",
    "datetime, DATE, as it is",
    "json, BIGINT, as it is",
    "int default, BIGINT, as it is",
    "int key, BIGINT, as it is"
  })
  void numbersAndTimesAreWidenedWithoutLoss(String column, String wanted, String expected) {
    assertThat(widened(column, ColumnType.of(wanted))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 2, 'DECIMAL(8, 2)'",
    "6, 4, 'DECIMAL(9, 4)'",
    "7, 0, 'DECIMAL(9, 2)'",
    "7, 2, as it is",
    "4, 1, as it is",
    "38, 1, as it is"
  })
  void decimalsLoseNeitherWholeNorFractionDigits(int precision, int scale, String expected) {
    assertThat(widened("decimal(7,2)", ColumnType.decimal(precision, scale))).isEqualTo(expected);
  }

  @Test
  void textIsWidenedToADeclaredLengthOnly() {
    assertThat(widened("varchar(10)", ColumnType.varchar(20))).isEqualTo("VARCHAR(20)");
    assertThat(widened("char(10)", ColumnType.varchar(20))).isEqualTo("VARCHAR(20)");
    assertThat(widened("varchar(20)", ColumnType.varchar(10))).isEqualTo("as it is");
    assertThat(widened("varchar(10)", ColumnType.varchar(ColumnType.LONGEST)))
        .isEqualTo("as it is");
    assertThat(widened("int", ColumnType.varchar(20))).isEqualTo("as it is");
  }
}
