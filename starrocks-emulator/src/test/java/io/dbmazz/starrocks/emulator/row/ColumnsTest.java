package io.dbmazz.starrocks.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import io.dbmazz.starrocks.emulator.sql.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
  private static final TableDefinition TABLE =
      TestTable.keyedById()
          .nullable("bin", TestTable.sized(Kind.VARBINARY, 10))
          .nullable("doc", TestTable.type(Kind.JSON))
          .nullable("order", TestTable.type(Kind.INT))
          .defaulted("n", TestTable.type(Kind.INT), "5")
          .defaulted("at", TestTable.type(Kind.DATETIME), "CURRENT_TIMESTAMP")
          .primaryKey();

  private final Loading load = Loading.into(TABLE);

  private Object column(int index) {
    return load.rows().get(0).get(index);
  }

  @Test
  void columnsLeftOutGetTheirDefaultOrNull() {
    load.columns("id").load("{\"id\":1,\"n\":9}");
    assertThat(load.rows())
        .containsExactly(
            Arrays.asList(1L, null, null, null, 5L, LocalDateTime.parse("2026-03-04T05:06:07")));
  }

  @Test
  void aUuidDefaultDiffersFromRowToRow() {
    Loading uuids =
        Loading.into(
            TestTable.keyedById()
                .defaulted("u", TestTable.sized(Kind.VARCHAR, 36), "uuid()")
                .primaryKey());
    uuids.columns("id").load("{\"id\":1} {\"id\":2}");
    assertThat(uuids.rows())
        .extracting(row -> row.get(1))
        .doesNotContainNull()
        .doesNotHaveDuplicates();
  }

  @Test
  void aRequiredColumnLeftOutFailsTheLoad() {
    Loading required =
        Loading.into(TestTable.keyedById().required("n", TestTable.type(Kind.INT)).primaryKey());
    assertThatThrownBy(() -> required.columns("id").load("{\"id\":1}"))
        .hasMessage("Column has no default value. column: n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to_binary(raw, 'encode64')|aGk=",
        "to_binary(raw,'hex')|6869",
        "TO_BINARY(raw)|6869",
        "to_binary(`raw`, \"utf8\")|hi"
      })
  void toBinaryDecodes(String expression, String raw) {
    load.columns("id,raw,bin=" + expression).load("{\"id\":1,\"raw\":\"" + raw + "\"}");
    assertThat(column(1)).isEqualTo("hi".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"encode64,a", "hex,6", "hex,zz"})
  void toBinaryOfMalformedTextIsNull(String encoding, String raw) {
    load.columns("id,raw,bin=to_binary(raw,'" + encoding + "')")
        .load("{\"id\":1,\"raw\":\"" + raw + "\"}");
    assertThat(column(1)).isNull();
  }

  @Test
  void toBinaryMayReadTheFieldNamedLikeTheColumn() {
    load.columns("id,bin,bin=to_binary(bin,'encode64')").load("{\"id\":1,\"bin\":\"aGk=\"}");
    assertThat(column(1)).isEqualTo("hi".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void expressionsOfNullAreNull() {
    load.columns("id,raw,bin=to_binary(raw),doc=parse_json(raw)").load("{\"id\":1,\"raw\":null}");
    assertThat(column(1)).isNull();
    assertThat(column(2)).isNull();
  }

  @Test
  void parseJsonParses() {
    load.columns("id,raw,doc=parse_json(raw)").load("{\"id\":1,\"raw\":\"{ \\\"a\\\" : 1 }\"}");
    assertThat(column(2)).isEqualTo("{\"a\":1}");
  }

  @Test
  void parseJsonOfAnythingElseIsNull() {
    load.columns("id,raw,doc=parse_json(raw)").load("{\"id\":1,\"raw\":\"{a\"}");
    assertThat(column(2)).isNull();
  }

  @Test
  void aMappingMayCopyOrBeConstant() {
    load.columns("id, x, `order` = x, n = 7").load("{\"id\":1,\"x\":3}");
    assertThat(column(3)).isEqualTo(3L);
    assertThat(column(4)).isEqualTo(7L);
  }

  @Test
  void mappingsAloneLeaveTheTablesColumnsAsFields() {
    load.columns("n=7").load("{\"id\":1,\"order\":2,\"at\":\"2024-01-01\"}");
    assertThat(column(3)).isEqualTo(2L);
    assertThat(column(4)).isEqualTo(7L);
  }

  @Test
  void fieldsNobodyReadsAreIgnored() {
    load.columns("id,whatever").load("{\"id\":1,\"whatever\":{\"a\":[1]}}");
    assertThat(load.rows()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,ID|Duplicate column: ID",
        "id,n=1,N=2|Duplicate column mapping: N",
        "id,x=1|Mapping column is not in table. column: x",
        "id,n=raw|unknown reference column, column=n, reference=raw",
        "id,__op='merge'|load op type string not supported: merge",
        "id,__op=0.5|const load op type column should only be upsert(0)/delete(1)"
      })
  void whatDoesNotFitTheTableFailsTheLoad(String columns, String message) {
    assertThatThrownBy(() -> load.columns(columns).load("{\"id\":1}")).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"id,order|order", "id,|<EOF>", "id n|n", "id,n=to_x(|<EOF>", "id,`n|`n"})
  void reservedWordsNeedBackQuotesAndTheRestMustParse(String columns, String input) {
    assertThatThrownBy(() -> load.columns(columns).load("{\"id\":1}"))
        .hasMessageStartingWith("Getting syntax error at line 1, column ")
        .hasMessageEndingWith("Unexpected input '" + input + "'.");
  }

  @Test
  void functionsUnknownToTheEmulatorAreRefused() {
    assertThatThrownBy(() -> load.columns("id,x,n=abs(x)").load("{\"id\":1}"))
        .hasMessageContaining("cannot evaluate abs(...) for column n");
  }

  @Test
  void opMayBeConstant() {
    load.load("{\"id\":1,\"n\":1,\"at\":\"2024-01-01\"} {\"id\":2,\"n\":1,\"at\":\"2024-01-01\"}");
    load.columns("id,__op='DELETE'").load("{\"id\":1}");
    assertThat(load.rows()).extracting(row -> row.get(0)).isEqualTo(List.of(2L));
    load.columns("id,__op=1").load("{\"id\":2}");
    assertThat(load.rows()).isEmpty();
  }
}
