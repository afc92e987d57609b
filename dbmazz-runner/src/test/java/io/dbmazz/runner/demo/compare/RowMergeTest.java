package io.dbmazz.runner.demo.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowMergeTest {

  private static final List<String> COLUMNS = List.of("id", "total", "at", "note");
  private static final LocalDateTime AT = LocalDateTime.parse("2026-01-02T03:04:05.678901");

  private final List<Row> source =
      List.of(row(1, "1.10", "a"), row(2, "2.20", null), row(5, "0.00", ""));

  @Test
  void equalRowsAreEqual() {
    TableEquality equality = compare(source, new ArrayList<>(source));

    assertThat(equality).isEqualTo(new TableEquality(3, 0, 0, 0, List.of()));
    assertThat(equality.isEqual()).isTrue();
  }

  @Test
  void missingRowIsDetectedWhereverItIs() {
    for (int i = 0; i < source.size(); i++) {
      List<Row> target = new ArrayList<>(source);
      Row gone = target.remove(i);

      TableEquality equality = compare(source, target);

      assertThat(equality.isEqual()).isFalse();
      assertThat(equality.missing()).isEqualTo(1);
      assertThat(equality.equal()).isEqualTo(2);
      assertThat(equality.examples())
          .containsExactly("row " + gone.key() + " is missing in the target");
    }
  }

  @Test
  void extraRowIsDetectedWhereverItIs() {
    for (int id : new int[] {0, 3, 9}) {
      List<Row> target = new ArrayList<>(source);
      target.add(row(id, "9.99", "ghost"));
      target.sort((one, other) -> one.key().compareTo(other.key()));

      TableEquality equality = compare(source, target);

      assertThat(equality.isEqual()).isFalse();
      assertThat(equality.extra()).isEqualTo(1);
      assertThat(equality.examples()).containsExactly("row [" + id + "] is only in the target");
    }
  }

  @Test
  void oneChangedValueInOneColumnIsDetectedAndTheColumnNamed() {
    for (int column = 1; column < COLUMNS.size(); column++) {
      List<Object> values = new ArrayList<>(source.get(1).values());
      values.set(
          column, column == 1 ? new BigDecimal("2.21") : column == 2 ? AT.plusNanos(1_000) : "b");
      List<Row> target =
          List.of(source.get(0), new Row(source.get(1).key(), values), source.get(2));

      TableEquality equality = compare(source, target);

      assertThat(equality.isEqual()).isFalse();
      assertThat(equality.changed()).isEqualTo(1);
      assertThat(equality.examples())
          .containsExactly("row [2] differs in [" + COLUMNS.get(column) + "]");
    }
  }

  @Test
  void nullDiffersFromEmpty() {
    List<Row> target = List.of(source.get(0), row(2, "2.20", ""), source.get(2));

    assertThat(compare(source, target).changed()).isEqualTo(1);
  }

  @Test
  void emptyTargetMissesEverything() {
    assertThat(compare(source, List.of()).missing()).isEqualTo(3);
    assertThat(compare(List.of(), source).extra()).isEqualTo(3);
  }

  @Test
  void differencesNeverQuoteValues() {
    List<Row> target = List.of(row(1, "1.10", "secret"), source.get(1), source.get(2));

    assertThat(compare(source, target).examples()).noneMatch(text -> text.contains("secret"));
  }

  @Test
  void onlyTheFirstDifferencesAreExamples() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(row(i, "0.00", null));
    }

    TableEquality equality = compare(rows, List.of());

    assertThat(equality.missing()).isEqualTo(100);
    assertThat(equality.examples()).hasSize(5);
  }

  private static TableEquality compare(List<Row> source, List<Row> target) {
    return RowMerge.compare(COLUMNS, source.iterator(), target.iterator());
  }

  private static Row row(long id, String total, String note) {
    return new Row(new RowKey(List.of(id)), Arrays.asList(id, new BigDecimal(total), AT, note));
  }
}
