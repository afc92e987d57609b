package io.dbmazz.starrocks.buffer;

import static io.dbmazz.starrocks.buffer.Rows.SHAPE;
import static io.dbmazz.starrocks.buffer.Rows.hardDelete;
import static io.dbmazz.starrocks.buffer.Rows.insert;
import static io.dbmazz.starrocks.buffer.Rows.operation;
import static io.dbmazz.starrocks.buffer.Rows.shape;
import static io.dbmazz.starrocks.buffer.Rows.softDelete;
import static io.dbmazz.starrocks.buffer.Rows.tombstone;
import static io.dbmazz.starrocks.buffer.Rows.update;
import static io.dbmazz.starrocks.change.Records.known;
import static io.dbmazz.starrocks.change.RowOperation.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowOperation.Kind;
import io.dbmazz.starrocks.change.RowShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class FoldTest {

  private final Fold fold = new Fold();

  @Test
  void fullRowReplacesWhateverWasThere() {
    RowOperation later = update(20, "1", "new", null);

    assertThat(fold.fold(insert(10, "1", "old", "note"), later)).isSameAs(later);
    assertThat(fold.fold(softDelete(10, "1"), later)).isSameAs(later);
  }

  @Test
  void betweenPartitionsTheVersionDecidesWhichIsLater() {
    RowOperation newer = update(20, "1", "new", null);

    assertThat(fold.foldByVersion(newer, insert(10, "1", "old", "note"))).isSameAs(newer);
    assertThat(fold.foldByVersion(insert(10, "1", "old", "note"), newer)).isSameAs(newer);
  }

  @Test
  void betweenPartitionsWithoutAVersionTheLastDecides() {
    RowOperation folded =
        fold.foldByVersion(insert(10, "1", "name", "note"), tombstone(Kind.SOFT_DELETE, "1"));

    assertThat(folded.kind()).isEqualTo(Kind.SOFT_DELETE);
  }

  @Test
  void partialOverFullIsFullWithLaterValues() {
    RowOperation folded = fold.fold(insert(10, "1", "old", "note"), update(20, "1", "new", ABSENT));

    assertThat(known(folded)).isEqualTo(Map.of("id", "1", "name", "new", "note", "note"));
    assertThat(folded.kind()).isEqualTo(Kind.UPSERT);
    assertThat(folded.audit()).isEqualTo(new Audit(1, 20));
    assertThat(folded.shape()).isSameAs(SHAPE);
  }

  @Test
  void partialOverPartialKnowsWhatEitherKnows() {
    RowOperation folded =
        fold.fold(update(10, "1", ABSENT, "note"), update(20, "1", "name", ABSENT));

    assertThat(known(folded)).isEqualTo(Map.of("id", "1", "name", "name", "note", "note"));
  }

  @Test
  void whatNeitherKnowsStaysAbsent() {
    RowOperation folded = fold.fold(update(10, "1", "a", ABSENT), update(20, "1", "b", ABSENT));

    assertThat(known(folded)).isEqualTo(Map.of("id", "1", "name", "b"));
  }

  @Test
  void nullIsAValueAndNotAbsent() {
    RowOperation folded = fold.fold(insert(10, "1", "old", "note"), update(20, "1", null, ABSENT));

    Map<String, Object> expected = new HashMap<>(Map.of("id", "1", "note", "note"));
    expected.put("name", null);
    assertThat(known(folded)).isEqualTo(expected);
  }

  @Test
  void softDeleteKeepsTheValuesOfTheRowItMarks() {
    RowOperation folded = fold.fold(insert(10, "1", "name", "note"), softDelete(20, "1"));

    assertThat(folded.kind()).isEqualTo(Kind.SOFT_DELETE);
    assertThat(known(folded)).isEqualTo(Map.of("id", "1", "name", "name", "note", "note"));
    assertThat(folded.audit()).isEqualTo(new Audit(2, 20));
  }

  @Test
  void insertAfterSoftDeleteIsAnInsertOfTheFullRow() {
    RowOperation folded = fold.fold(softDelete(10, "1"), insert(20, "1", "again", null));

    assertThat(folded.kind()).isEqualTo(Kind.UPSERT);
    assertThat(folded.audit()).isEqualTo(new Audit(0, 20));
  }

  @Test
  void tombstoneAfterDeleteKeepsTheVersion() {
    RowOperation folded = fold.fold(softDelete(10, "1"), tombstone(Kind.SOFT_DELETE, "1"));

    assertThat(folded.kind()).isEqualTo(Kind.SOFT_DELETE);
    assertThat(folded.audit()).isEqualTo(new Audit(2, 10));
    assertThat(folded.shape()).isSameAs(SHAPE);
  }

  @Test
  void hardDeleteForgetsTheRow() {
    RowOperation folded = fold.fold(insert(10, "1", "name", "note"), hardDelete(20, "1"));

    assertThat(folded.kind()).isEqualTo(Kind.HARD_DELETE);
    assertThat(known(folded)).isEqualTo(Map.of("id", "1"));
  }

  @Test
  void unknownValuesOfARowThatWasGoneAreNullAndNotThoseOfTheOldRow() {
    RowOperation folded = fold.fold(hardDelete(10, "1"), insert(20, "1", "name", ABSENT));

    assertThat(folded.values()).containsExactly("1", "name", null);
  }

  @Test
  void columnAddedBetweenTwoUpdatesIsKept() {
    RowShape wider = shape("id", "name", "note", "added");
    RowOperation later =
        operation(Kind.UPSERT, wider, new Audit(1, 20), "1", "new", ABSENT, "value");

    RowOperation folded = fold.fold(insert(10, "1", "old", "note"), later);

    assertThat(known(folded))
        .isEqualTo(Map.of("id", "1", "name", "new", "note", "note", "added", "value"));
    assertThat(folded.shape()).isSameAs(wider);
  }

  @Test
  void columnDroppedBetweenTwoUpdatesKeepsItsValue() {
    RowOperation later = operation(Kind.UPSERT, shape("id", "name"), new Audit(1, 20), "1", "new");

    RowOperation folded = fold.fold(insert(10, "1", "old", "note"), later);

    assertThat(known(folded)).isEqualTo(Map.of("id", "1", "name", "new", "note", "note"));
  }

  @Test
  void valueFromBeforeAChangeOfTypeIsDescribedAsItWas() {
    RowShape numbers =
        new RowShape(
            List.of(
                new RowShape.Column("id", Schema.STRING_SCHEMA),
                new RowShape.Column("name", Schema.OPTIONAL_INT32_SCHEMA)),
            List.of("id"));
    RowOperation earlier = operation(Kind.UPSERT, numbers, new Audit(0, 10), "1", 42);

    RowOperation kept = fold.fold(earlier, softDelete(20, "1"));
    RowOperation replaced = fold.fold(earlier, update(20, "1", "text", "note"));

    assertThat(kept.shape().columns())
        .contains(new RowShape.Column("name", Schema.OPTIONAL_INT32_SCHEMA));
    assertThat(replaced.shape().columns())
        .contains(new RowShape.Column("name", Schema.OPTIONAL_STRING_SCHEMA));
  }
}
