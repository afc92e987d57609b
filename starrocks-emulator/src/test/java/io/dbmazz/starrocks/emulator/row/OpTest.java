package io.dbmazz.starrocks.emulator.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.emulator.sql.ColumnType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpTest {
  private final Loading load =
      Loading.into(
          TestTable.keyedById()
              .nullable("n", TestTable.type(Kind.INT))
              .nullable("version", TestTable.type(Kind.BIGINT))
              .primaryKey());

  private List<Object> values() {
    return load.rows().stream().map(row -> row.get(1)).toList();
  }

  @Test
  void aMissingOpIsAnUpsert() {
    load.load("{\"id\":1,\"n\":1}");
    load.load("{\"id\":1,\"n\":2}");
    assertThat(values()).containsExactly(2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1\""})
  void opOneDeletes(String op) {
    load.load("{\"id\":1,\"n\":1} {\"id\":2,\"n\":2}");
    RowTally tally = load.load("{\"id\":1,\"__op\":" + op + "}");
    assertThat(values()).containsExactly(2L);
    assertThat(tally.loaded()).isEqualTo(1);
  }

  @Test
  void opMayBeListed() {
    load.load("{\"id\":1,\"n\":1}");
    load.columns("id,n,__op").load("{\"id\":1,\"__op\":1} {\"id\":3,\"n\":3,\"__op\":0}");
    assertThat(values()).containsExactly(3L);
  }

  @Test
  void deletingAMissingKeySucceeds() {
    assertThat(load.load("{\"id\":9,\"__op\":1}").loaded()).isEqualTo(1);
  }

  @Test
  void anOpThatIsNoNumberFiltersTheRowWhenStrict() {
    assertThatThrownBy(() -> load.strict().load("{\"id\":1,\"__op\":\"delete\"}"))
        .hasMessage("too many filtered rows");
  }

  @Test
  void theLastRowOfAKeyWins() {
    load.load(
        "{\"id\":1,\"n\":1} {\"id\":1,\"__op\":1} {\"id\":1,\"n\":3}"
            + "{\"id\":2,\"n\":1} {\"id\":2,\"__op\":1}");
    assertThat(values()).containsExactly(3L);
  }

  @Test
  void sharedDataLosesAnUpsertAfterADelete() {
    load.order(WriteOrder.DELETES_LAST)
        .load("{\"id\":1,\"__op\":1} {\"id\":1,\"n\":3} {\"id\":2,\"n\":2}");
    assertThat(values()).containsExactly(2L);
  }

  @Test
  void aGreaterOrEqualConditionReplaces() {
    load.mergeCondition("version");
    load.load("{\"id\":1,\"n\":1,\"version\":10}");
    load.load("{\"id\":1,\"n\":2,\"version\":9}");
    assertThat(values()).containsExactly(1L);
    load.load("{\"id\":1,\"n\":3,\"version\":10}");
    assertThat(values()).containsExactly(3L);
    load.load("{\"id\":1,\"n\":4,\"version\":11}");
    assertThat(values()).containsExactly(4L);
  }

  @Test
  void rowsThatLoseCountAsLoaded() {
    load.mergeCondition("version").load("{\"id\":1,\"version\":10}");
    assertThat(load.load("{\"id\":1,\"version\":9}").loaded()).isEqualTo(1);
  }

  @Test
  void theConditionHoldsInsideALoad() {
    load.mergeCondition("version")
        .load("{\"id\":1,\"n\":1,\"version\":10} {\"id\":1,\"n\":2,\"version\":9}");
    assertThat(values()).containsExactly(1L);
  }

  @Test
  void nullLosesAgainstAnyVersion() {
    load.mergeCondition("version").load("{\"id\":1,\"n\":1,\"version\":10}");
    load.load("{\"id\":1,\"n\":2}");
    assertThat(values()).containsExactly(1L);
  }

  @Test
  void anyVersionReplacesNull() {
    load.mergeCondition("version").load("{\"id\":1,\"n\":1}");
    load.load("{\"id\":1,\"n\":2,\"version\":1}");
    assertThat(values()).containsExactly(2L);
  }

  @Test
  void deletesAreUnconditional() {
    load.mergeCondition("version").load("{\"id\":1,\"version\":10}");
    load.load("{\"id\":1,\"version\":1,\"__op\":1}");
    assertThat(load.rows()).isEmpty();
  }

  @Test
  void afterADeleteAnOlderUpsertComesBack() {
    load.mergeCondition("version").load("{\"id\":1,\"version\":10}");
    load.load("{\"id\":1,\"version\":11,\"__op\":1}");
    load.load("{\"id\":1,\"n\":5,\"version\":3}");
    assertThat(values()).containsExactly(5L);
  }
}
