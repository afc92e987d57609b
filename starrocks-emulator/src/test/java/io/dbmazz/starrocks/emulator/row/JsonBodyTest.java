package io.dbmazz.starrocks.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  private static final TableDefinition TABLE =
      TestTable.keyedById().nullable("name", TestTable.sized(Kind.VARCHAR, 20)).primaryKey();

  private final Loading load = Loading.into(TABLE);

  private static LoadFormat.Json json(boolean strip, String root, String paths) {
    return new LoadFormat.Json(strip, Optional.ofNullable(root), Optional.ofNullable(paths));
  }

  private void assertTwoRows() {
    assertThat(load.rows()).containsExactly(List.of(1L, "a"), List.of(2L, "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":1,\"name\":\"a\"}\n{\"id\":2,\"name\":\"b\"}\n",
        "{\"id\":1,\"name\":\"a\"}{\"id\":2,\"name\":\"b\"}",
        " [ {\"id\":1,\"name\":\"a\"} , {\"id\":2,\"name\":\"b\"} ] "
      })
  void documentsOrOneArrayOfThem(String body) {
    load.load(body);
    assertTwoRows();
  }

  @Test
  void anArrayNeedsStripOuterArray() {
    assertThatThrownBy(() -> load.format(json(false, null, null)).load("[{\"id\":1}]"))
        .hasMessageContaining("strip_outer_array=true");
  }

  @Test
  void documentsDoNotNeedStripOuterArray() {
    load.format(json(false, null, null))
        .load("{\"id\":1,\"name\":\"a\"} {\"id\":2,\"name\":\"b\"}");
    assertTwoRows();
  }

  @Test
  void anythingElseIsIllegal() {
    assertThatThrownBy(() -> load.load("7")).hasMessage("illegal json started with 7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[{\"id\":1}", "{\"id\":1} x", "[1]", "[{\"id\":1}] {\"id\":2}", "{\"id\":NaN}"})
  void aParseErrorFailsTheWholeLoad(String body) {
    assertThatThrownBy(() -> load.load(body))
        .hasMessageStartingWith("Unrecognized json format, stop json loader.");
    assertThat(load.rows()).isEmpty();
  }

  @Test
  void anEmptyBodyIsAnError() {
    assertThatThrownBy(() -> load.load(""))
        .isInstanceOf(LoadException.class)
        .hasMessage("all partitions have no load data");
  }

  @Test
  void keysAreCaseSensitive() {
    load.load("{\"id\":1,\"Name\":\"a\"}");
    assertThat(load.rows()).containsExactly(Arrays.asList(1L, null));
  }

  @Test
  void keysMatchTheSpellingInColumnsWhichMatchesTheTableInAnyCase() {
    load.columns("ID, Name").load("{\"ID\":1,\"Name\":\"a\"}");
    assertThat(load.rows()).containsExactly(List.of(1L, "a"));
  }

  @Test
  void unknownKeysAreIgnored() {
    load.load("{\"id\":1,\"name\":\"a\",\"x\":{\"name\":\"z\"},\"y\":[1]}");
    assertThat(load.rows()).containsExactly(List.of(1L, "a"));
  }

  @Test
  void aMissingKeyIsNullAndNotTheDefault() {
    Loading defaulted =
        Loading.into(
            TestTable.keyedById().defaulted("n", TestTable.type(Kind.INT), "5").primaryKey());
    assertThatThrownBy(() -> defaulted.load("{\"id\":1}")).hasMessage("too many filtered rows");
  }

  @Test
  void rootLeadsToTheRows() {
    load.format(json(true, "$.data.rows", null))
        .load("{\"data\":{\"rows\":[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"b\"}]}}");
    assertTwoRows();
  }

  @Test
  void rootOfEachDocument() {
    load.format(json(false, "$.row", null))
        .load("{\"row\":{\"id\":1,\"name\":\"a\"}} {\"row\":{\"id\":2,\"name\":\"b\"}}");
    assertTwoRows();
  }

  @Test
  void pathsArePositionalOntoTheColumns() {
    load.format(json(true, null, "[\"$.n[0]\",\"$.k.id\"]"))
        .columns("name,id")
        .load("[{\"k\":{\"id\":1},\"n\":[\"a\"]},{\"k\":{\"id\":2},\"n\":[\"b\"]}]");
    assertTwoRows();
  }

  @Test
  void pathsReachTheOpWhenItIsListedInBoth() {
    load.load("[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"b\"}]");
    load.format(json(true, null, "[\"$.id\",\"$.name\",\"$.del\"]"))
        .columns("id,name,__op")
        .load("[{\"id\":1,\"name\":\"a\",\"del\":1},{\"id\":2,\"name\":\"c\"}]");
    assertThat(load.rows()).containsExactly(List.of(2L, "c"));
  }

  @Test
  void pathsKeepEveryDigitOfADecimal() {
    Loading decimal =
        Loading.into(TestTable.keyedById().nullable("d", TestTable.decimal(38, 20)).primaryKey());
    decimal
        .format(json(true, null, "[\"$.id\",\"$.d\"]"))
        .load("{\"id\":1,\"d\":1.23456789012345678900}");
    assertThat(decimal.rows().get(0).get(1)).isEqualTo(new BigDecimal("1.23456789012345678900"));
  }

  @Test
  void malformedPathsAreRefused() {
    assertThatThrownBy(() -> load.format(json(true, null, "[\"id\"]")).load("{}"))
        .hasMessage("Invalid json path: id");
  }
}
