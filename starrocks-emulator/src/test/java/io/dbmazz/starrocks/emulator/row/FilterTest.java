package io.dbmazz.starrocks.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTest {
  private static Loading required() {
    return Loading.into(TestTable.keyedById().required("n", TestTable.type(Kind.INT)).primaryKey());
  }

  private static Loading nullable() {
    return Loading.into(TestTable.keyedById().nullable("n", TestTable.type(Kind.INT)).primaryKey());
  }

  @Test
  void invalidValuesBecomeNullAndTheRowIsLoadedWhenNotStrict() {
    Loading load = nullable();
    RowTally tally = load.load("{\"id\":1,\"n\":\"x\"}");
    assertThat(load.rows()).containsExactly(Arrays.asList(1L, null));
    assertThat(tally.loaded()).isEqualTo(1);
  }

  @Test
  void invalidValuesFilterTheRowWhenStrict() {
    Loading load = nullable().strict();
    assertThatThrownBy(() -> load.load("{\"id\":1,\"n\":\"x\"} {\"id\":2}"))
        .hasMessage("too many filtered rows");
    assertThat(load.rows()).isEmpty();
  }

  @Test
  void nullIntoNotNullFiltersTheRowInBothModes() {
    String rows = "{\"id\":1} {\"id\":2,\"n\":2}";
    for (Loading load : List.of(required(), required().strict())) {
      RowTally tally = load.maxFilterRatio(0.5).load(rows);
      assertThat(load.rows()).containsExactly(List.of(2L, 2L));
      assertThat(tally.errors())
          .containsExactly("Error: NULL value in non-nullable column 'n'. Row: [1, NULL, NULL]");
    }
  }

  @Test
  void invalidIntoNotNullFiltersTheRowEvenWhenNotStrict() {
    RowTally tally =
        required().maxFilterRatio(0.5).load("{\"id\":1,\"n\":\"x\"} {\"id\":2,\"n\":2}");
    assertThat(tally.filtered()).isEqualTo(1);
  }

  @Test
  void nullKeysFilterTheRow() {
    assertThatThrownBy(() -> nullable().load("{\"n\":1}")).hasMessage("too many filtered rows");
  }

  @Test
  void deletesAreFilteredLikeUpserts() {
    assertThatThrownBy(() -> required().load("{\"id\":1,\"__op\":1}"))
        .hasMessage("too many filtered rows");
  }

  @Test
  void theRatioIsAShareOfAllRows() {
    String oneOfFour = "{\"id\":1,\"n\":\"x\"} {\"id\":2} {\"id\":3} {\"id\":4}";
    assertThat(nullable().strict().maxFilterRatio(0.25).load(oneOfFour).loaded()).isEqualTo(3);
    assertThatThrownBy(() -> nullable().strict().maxFilterRatio(0.24).load(oneOfFour))
        .hasMessage("too many filtered rows");
  }

  @Test
  void nothingLeftIsAnEmptyLoad() {
    assertThatThrownBy(() -> required().maxFilterRatio(1).load("{\"id\":1}"))
        .hasMessage("all partitions have no load data");
  }

  @Test
  void rowsAreCounted() {
    RowTally tally =
        nullable().strict().maxFilterRatio(1).load("{\"id\":1} {\"id\":2,\"n\":true} {\"id\":3}");
    assertThat(tally.total()).isEqualTo(3);
    assertThat(tally.loaded()).isEqualTo(2);
    assertThat(tally.filtered()).isEqualTo(1);
  }

  @Test
  void keysHold128Bytes() {
    Loading load =
        Loading.into(new TestTable().key("k", TestTable.sized(Kind.VARCHAR, 1000)).primaryKey());
    load.load("{\"k\":\"" + "x".repeat(128) + "\"}");
    assertThatThrownBy(() -> load.load("{\"k\":\"" + "x".repeat(129) + "\"}"))
        .hasMessage("primary key size exceed the limit");
  }

  @Test
  void allButTheLastTextOfAKeyTakeTwoBytesMore() {
    Loading load =
        Loading.into(
            new TestTable()
                .key("a", TestTable.sized(Kind.VARCHAR, 1000))
                .key("b", TestTable.type(Kind.DATETIME))
                .primaryKey());
    String time = "\",\"b\":\"2024-01-01 00:00:00\"}";
    load.load("{\"a\":\"" + "x".repeat(118) + time);
    assertThatThrownBy(() -> load.load("{\"a\":\"" + "x".repeat(119) + time))
        .hasMessage("primary key size exceed the limit");
  }

  @Test
  void duplicateKeyTablesKeepEveryRow() {
    Loading load =
        Loading.into(TestTable.keyedById().nullable("n", TestTable.type(Kind.INT)).duplicateKey());
    load.load("{\"id\":1,\"n\":1,\"__op\":1} {\"id\":1,\"n\":2}");
    assertThat(load.rows()).containsExactly(List.of(1L, 1L), List.of(1L, 2L));
  }
}
