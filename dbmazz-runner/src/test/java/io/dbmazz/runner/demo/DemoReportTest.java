package io.dbmazz.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.runner.demo.compare.TableEquality;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoReportTest {

  private static final TableEquality EQUAL = new TableEquality(1_200, 0, 0, 0, List.of());
  private static final TableEquality MISSING =
      new TableEquality(9, 1, 0, 0, List.of("row [7] is missing in the target"));

  @Test
  void equalTablesAreReportedOneByOne() {
    assertThat(DemoReport.isEqual(Map.of("orders", EQUAL))).isTrue();
    assertThat(String.join("\n", DemoReport.lines(Map.of("orders", EQUAL))))
        .containsPattern("orders +1,200 +1,200 +equal\n")
        .endsWith("Every column of every row is equal.");
  }

  @Test
  void oneDifferentTableMakesTheWholeDifferent() {
    Map<String, TableEquality> tables = Map.of("orders", EQUAL, "items", MISSING);

    assertThat(DemoReport.isEqual(tables)).isFalse();
    assertThat(String.join("\n", DemoReport.lines(tables)))
        .contains("DIFFERENT: 1 missing, 0 extra, 0 changed")
        .contains("row [7] is missing in the target")
        .endsWith("Source and target are NOT equal.");
  }

  @Test
  void nothingComparedIsNotEqual() {
    assertThat(DemoReport.isEqual(Map.of())).isFalse();
  }
}
