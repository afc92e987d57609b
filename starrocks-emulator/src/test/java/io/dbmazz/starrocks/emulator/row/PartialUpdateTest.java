package io.dbmazz.starrocks.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialUpdateTest {
  private static TestTable columns() {
    return TestTable.keyedById()
        .nullable("a", TestTable.sized(Kind.VARCHAR, 10))
        .nullable("b", TestTable.type(Kind.INT))
        .defaulted("c", TestTable.type(Kind.INT), "7")
        .nullable("version", TestTable.type(Kind.BIGINT));
  }

  private final Loading load = Loading.into(columns().primaryKey());

  private void existing() {
    load.load("{\"id\":1,\"a\":\"x\",\"b\":2,\"c\":3,\"version\":10}");
  }

  @Test
  void listedColumnsAreReplacedAndOthersKept() {
    existing();
    load.partial("id,b").load("{\"id\":1,\"b\":20,\"a\":\"ignored\"}");
    assertThat(load.rows()).containsExactly(List.of(1L, "x", 20L, 3L, 10L));
  }

  @Test
  void listedColumnsMatchInAnyCase() {
    existing();
    load.partial("ID,B").load("{\"ID\":1,\"B\":20}");
    assertThat(load.rows()).containsExactly(List.of(1L, "x", 20L, 3L, 10L));
  }

  @Test
  void aMissingKeyOfAListedColumnIsNull() {
    existing();
    load.partial("id,a,b").load("{\"id\":1,\"a\":\"y\"}");
    assertThat(load.rows()).containsExactly(Arrays.asList(1L, "y", null, 3L, 10L));
  }

  @Test
  void aMissingRowIsInsertedWithDefaults() {
    load.partial("id,b").load("{\"id\":1,\"b\":2}");
    assertThat(load.rows()).containsExactly(Arrays.asList(1L, null, 2L, 7L, null));
  }

  @Test
  void aMissingRowIsFilteredWhenAColumnHasNoDefault() {
    Loading required = Loading.into(columns().required("r", TestTable.type(Kind.INT)).primaryKey());
    assertThatThrownBy(() -> required.partial("id,b").load("{\"id\":1,\"b\":2}"))
        .hasMessage("too many filtered rows");
    assertThat(required.rows()).isEmpty();
  }

  @Test
  void laterRowsOfTheSameLoadSeeTheEarlierOnes() {
    load.partial("id,b").load("{\"id\":1,\"b\":2} {\"id\":1,\"__op\":1} {\"id\":1,\"b\":3}");
    assertThat(load.rows()).containsExactly(Arrays.asList(1L, null, 3L, 7L, null));
  }

  @Test
  void deletesRemoveTheRow() {
    existing();
    load.partial("id,__op").load("{\"id\":1,\"__op\":1}");
    assertThat(load.rows()).isEmpty();
  }

  @Test
  void theConditionHoldsForPartialRows() {
    existing();
    load.mergeCondition("version").partial("id,b,version");
    load.load("{\"id\":1,\"b\":20,\"version\":9}");
    assertThat(load.rows().get(0)).contains(2L, 10L);
    load.load("{\"id\":1,\"b\":20,\"version\":11}");
    assertThat(load.rows()).containsExactly(List.of(1L, "x", 20L, 3L, 11L));
  }

  @Test
  void theConditionColumnMustBeListed() {
    assertThatThrownBy(
            () -> load.mergeCondition("version").partial("id,b").load("{\"id\":1,\"b\":2}"))
        .hasMessageStartingWith("Merge condition column version does not exist. If you are doing")
        .hasMessageEndingWith("check condition column is in table orders");
  }

  @Test
  void everyKeyColumnMustBeListed() {
    assertThatThrownBy(() -> load.partial("a,b").load("{\"a\":\"x\"}"))
        .hasMessage("key column id not in partial update columns");
  }

  @Test
  void onlyPrimaryKeyTablesArePartiallyUpdated() {
    Loading duplicate = Loading.into(columns().duplicateKey());
    assertThatThrownBy(() -> duplicate.partial("id,b").load("{\"id\":1}"))
        .hasMessage("Only primary key table support partial update");
  }

  @Test
  void onlyPrimaryKeyTablesAreConditionallyUpdated() {
    Loading duplicate = Loading.into(columns().duplicateKey());
    assertThatThrownBy(() -> duplicate.mergeCondition("version").load("{\"id\":1}"))
        .hasMessage("Conditional update only support primary key table orders");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nope|Merge condition column nope does not exist.",
        "id|Merge condition column id should not be primary key!",
        "a|Merge condition column has invalid type maybe bitmap/hll/percentile/json/varchar!"
      })
  void theConditionMustBeAnOrderedColumn(String column, String message) {
    assertThatThrownBy(() -> load.mergeCondition(column).load("{\"id\":1,\"c\":1}"))
        .hasMessageStartingWith(message);
  }
}
