package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.table.TargetTable;
import io.dbmazz.starrocks.table.TargetTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorLogTest {

  private static final TargetTable TABLE =
      TargetTables.table("id bigint key", "name varchar(9)", "total decimal(9,2)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NULL value in non-nullable column 'name' | column name: NULL in a NOT NULL column",
        "String 'xyz'(length=12) is too long. The max length of 'name' is 9"
            + " | column name: longer than the column, in bytes",
        "Value length is beyond the capacity. column=name, capacity=9 | column name: too long",
        "Value is overflow. column=id, value=99 | column id: out of the column's range",
        "Value 'xyz' is out of range. The type of 'id' is BIGINT"
            + " | column id: out of the range of its type",
        "Decimal '123' is out of range. The type of 'total' is DECIMAL64(9,2)'"
            + " | column total: out of the range of its type"
      })
  void rulesAreToldByColumn(String reason, String rule) {
    assertThat(ErrorLog.rules("Error: " + reason + ". Row: [1, xyz]", TABLE)).containsExactly(rule);
  }

  @Test
  void aValueThatLooksLikeARuleIsNotTold() {
    String log =
        "Error: Value '' is out of range. The type of 'secret' is BIGINT' is strange. Row: []";

    assertThat(ErrorLog.rules(log, TABLE)).isEmpty();
  }

  @Test
  void eachRuleIsToldOnceAndOthersNotAtAll() {
    String line = "Error: NULL value in non-nullable column 'name'. Row: [1]\n";

    assertThat(ErrorLog.rules(line + "Error: secret. Row: [2]\n" + line, TABLE))
        .containsExactly("column name: NULL in a NOT NULL column");
  }
}
