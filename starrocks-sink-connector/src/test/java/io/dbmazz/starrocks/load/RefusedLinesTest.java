package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.json.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines are as tablet_sink.cpp and json_scanner.cpp of StarRocks write them. */
class RefusedLinesTest {

  private final Rows shape = new Rows("id", "name", "total");
  private final List<RowOperation> rows =
      List.of(
          shape.upsert(1, "short", 1),
          shape.upsert(2, null, 3),
          shape.upsert(3, "far too long for it", 2),
          shape.upsert(12, "x, y", 1));

  private List<Object> keys(String... lines) {
    return new RefusedLines(String.join("\n", lines))
        .among(rows).stream().map(row -> row.key().get(0)).toList();
  }

  @Test
  void aPrintedRowIsToldByItsKey() {
    assertThat(keys("Error: NULL value in non-nullable column 'name'. Row: [2, NULL, 3]"))
        .containsExactly(2);
  }

  @Test
  void aRowPrintedAsJsonIsToldByItsKey() {
    assertThat(keys("Error: Value is overflow. Row: {\"total\":1,\"id\":12,\"name\":\"x, y\"}"))
        .containsExactly(12);
  }

  @Test
  void aRowThatIsNotPrintedIsToldByTheValueThatIsQuoted() {
    assertThat(
            keys(
                "Error: String 'far too lon...'(length=19) is too long. The max length of 'name' is"
                    + " 9. Row: "))
        .containsExactly(3);
    assertThat(
            keys("Error: Decimal '3' is out of range. The type of 'total' is DECIMAL(1,0)'. Row: "))
        .containsExactly(2);
  }

  @Test
  void severalLinesTellSeveralRowsInTheOrderOfTheBatch() {
    assertThat(keys("Error: a. Row: [12, 'x, y', 1]", "Error: b. Row: ['1', 'short', 1]"))
        .containsExactly(1, 12);
  }

  @Test
  void linesThatSayNothingTellNothing() {
    assertThat(keys("Error: strange. Row: ", "", "Row: {\"id\":", "Error: x. Row: {\"id\":"))
        .isEmpty();
  }
}
