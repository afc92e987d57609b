package io.dbmazz.postgres.snapshot.incremental;

import static io.dbmazz.postgres.snapshot.incremental.TestingRows.deleted;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.partly;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.read;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.truncated;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.updated;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.record.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowBalanceTest {

  private final RowBalance balance = new RowBalance();

  private static RowChange change(Operation operation, RowChange before, RowChange after) {
    return new RowChange(
        TestingRows.ITEMS,
        operation,
        null,
        before == null ? null : before.after(),
        after == null ? null : after.after(),
        List.of(),
        Map.of(),
        updated(9, 1, "x").transaction(),
        updated(9, 1, "x").lsn(),
        0);
  }

  private static RowChange inserted(long id, String note) {
    return change(Operation.CREATE, null, read(id, note));
  }

  private static RowChange removed(long id, String note) {
    return change(Operation.DELETE, read(id, note), null);
  }

  private List<String> added() {
    return balance.added().stream().map(row -> (String) row.after().get("note")).toList();
  }

  @Test
  void oneOfTwoEqualRowsIsLeftWhenOneWasDeleted() {
    assertThat(balance.apply(removed(1, "twin"))).isTrue();

    assertThat(balance.isLeft(read(1, "twin"))).isFalse();
    assertThat(balance.isLeft(read(1, "twin"))).isTrue();
    assertThat(balance.missing()).isZero();
  }

  @Test
  void rowInsertedAndDeletedAgainIsNowhere() {
    balance.apply(inserted(1, "short"));
    balance.apply(inserted(1, "short"));
    balance.apply(removed(1, "short"));

    assertThat(added()).containsExactly("short");
    balance.apply(removed(1, "short"));
    assertThat(added()).isEmpty();
    assertThat(balance.missing()).isZero();
  }

  @Test
  void rowDeletedAndInsertedAgainIsReadAsBefore() {
    balance.apply(removed(1, "again"));
    balance.apply(inserted(1, "again"));

    assertThat(added()).isEmpty();
    assertThat(balance.isLeft(read(1, "again"))).isTrue();
  }

  @Test
  void updateTakesTheOldRowAndAddsTheNew() {
    balance.apply(change(Operation.UPDATE, read(1, "old"), read(1, "new")));

    assertThat(balance.isLeft(read(1, "old"))).isFalse();
    assertThat(added()).containsExactly("new");
  }

  @Test
  void deleteOfARowThatIsNeverReadIsMissing() {
    balance.apply(removed(1, "unknown"));

    assertThat(balance.isLeft(read(2, "other"))).isTrue();
    assertThat(balance.missing()).isEqualTo(1);
  }

  @Test
  void changeThatDoesNotSayItsRowIsNotUnderstood() {
    assertThat(balance.apply(change(Operation.UPDATE, null, read(1, "new")))).isFalse();
    assertThat(balance.apply(partly(1, 1, "unsaid"))).isFalse();
    assertThat(balance.apply(truncated(1))).isFalse();
    assertThat(balance.apply(deleted(1, 1))).isTrue();
  }
}
