package io.dbmazz.postgres.snapshot.incremental;

import static io.dbmazz.postgres.snapshot.incremental.TestingRows.chunk;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.deleted;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.key;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.partly;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.read;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.renamed;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.seen;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.truncated;
import static io.dbmazz.postgres.snapshot.incremental.TestingRows.updated;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.record.Lsn;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableWindowTest {

  private static final Lsn LATE = new Lsn(100_000);

  private final TableWindow window = new TableWindow(10);

  private List<String> emitted(Lsn covered) {
    return window
        .close(covered)
        .map(chunk -> chunk.rows().stream().map(TableWindowTest::text).toList())
        .orElse(List.of("nothing is due"));
  }

  private static String text(RowChange row) {
    return row.key().get("id") + " " + row.after().get("note") + ", " + row.after().get("big");
  }

  @Test
  void chunkIsEmittedOnceTheStreamHasPassedItsEndOfTheWal() {
    window.add(chunk(5, 0, read(1, "a"), read(2, "b")));

    assertThat(emitted(new Lsn(57))).containsExactly("nothing is due");
    assertThat(emitted(new Lsn(58))).containsExactly("1 a, big a", "2 b, big b");
    assertThat(window.isEmpty()).isTrue();
  }

  @Test
  void changeThatTheChunkDoesNotSeeReplacesItsRow() {
    window.add(chunk(5, 0, read(1, "a"), read(2, "b"), read(3, "c")));
    window.pass(updated(6, 2, "newer"));
    window.pass(deleted(7, 3));

    assertThat(emitted(LATE)).containsExactly("1 a, big a");
  }

  @Test
  void changeThatTheChunkSeesLeavesItsRow() {
    window.add(chunk(5, 0, read(1, "a")));
    window.pass(updated(4, 1, "older"));
    window.pass(deleted(5, 1));

    assertThat(emitted(LATE)).containsExactly("1 a, big a");
  }

  @Test
  void changeStreamedBeforeTheChunkCameReplacesItsRowToo() {
    window.pass(updated(6, 1, "newer"));
    window.pass(deleted(7, 2));
    window.pass(updated(5, 3, "older"));
    window.add(chunk(5, 0, read(1, "a"), read(2, "b"), read(3, "c")));

    assertThat(emitted(LATE)).containsExactly("3 c, big c");
  }

  @Test
  void changeStreamedLongBeforeItIsVisibleCountsForEveryChunkUntilThen() {
    window.pass(updated(9, 7, "waits for a standby"));
    window.add(chunk(5, 0, read(1, "a")));
    window.add(chunk(6, 1, read(7, "old")));
    window.add(chunk(9, 7, read(8, "h")));

    assertThat(emitted(LATE)).containsExactly("1 a, big a");
    assertThat(emitted(LATE)).isEmpty();
    assertThat(emitted(LATE)).containsExactly("8 h, big h");
  }

  @Test
  void updateThatLeavesAValueUnsaidIsCompletedFromTheRow() {
    window.add(chunk(5, 0, read(1, "a")));

    RowChange passed = window.pass(partly(6, 1, "newer"));

    assertThat(text(passed)).isEqualTo("1 newer, big a");
    assertThat(passed.unchanged()).isEmpty();
    assertThat(emitted(LATE)).isEmpty();
  }

  @Test
  void rowOfAnUpdateThatWentOutIncompleteIsEmittedAsItIsAfterIt() {
    window.pass(partly(6, 1, "newer"));
    window.pass(partly(7, 1, "newest"));
    window.add(chunk(5, 0, read(1, "a")));

    assertThat(emitted(LATE)).containsExactly("1 newest, big a");
  }

  @Test
  void completeChangeAfterAnIncompleteOneNeedsTheRowNoMore() {
    window.pass(partly(6, 1, "newer"));
    window.pass(updated(7, 1, "newest"));
    window.add(chunk(5, 0, read(1, "a")));

    assertThat(emitted(LATE)).isEmpty();
  }

  @Test
  void incompleteChangesBeforeAndAfterTheChunkCameAddUp() {
    window.pass(partly(6, 1, "newer"));
    window.add(chunk(5, 0, read(1, "a")));

    assertThat(text(window.pass(partly(7, 1, "newest")))).isEqualTo("1 newest, big a");
    assertThat(emitted(LATE)).isEmpty();
  }

  @Test
  void truncateThatTheChunkDoesNotSeeClearsIt() {
    window.add(chunk(5, 0, read(1, "a"), read(2, "b")));
    window.pass(truncated(4));
    window.pass(truncated(6));
    window.add(chunk(5, 2, read(3, "c")));

    assertThat(emitted(LATE)).isEmpty();
    assertThat(emitted(LATE)).isEmpty();
  }

  @Test
  void changeOfAnotherShapeMakesTheChunksUseless() {
    window.add(chunk(5, 10, read(11, "a")));
    window.add(chunk(5, 11, read(12, "b")));

    window.pass(renamed(4, 11));
    assertThat(window.isUseless()).isFalse();
    window.pass(renamed(6, 30));
    assertThat(window.isUseless()).isTrue();
    assertThat(window.discard()).contains(key(10));
    assertThat(window.isEmpty()).isTrue();
  }

  @Test
  void moreChangesThanCanBeKeptMakeChunksUselessUntilTheyAreSeen() {
    for (int i = 0; i < 12; i++) {
      window.pass(updated(20 + i, i, "one of many"));
    }
    window.add(chunk(25, 0, read(100, "untouched")));
    assertThat(window.isUseless()).isTrue();
    window.discard();

    window.add(chunk(31, 0, read(100, "untouched")));
    assertThat(window.isUseless()).isFalse();
    assertThat(emitted(LATE)).containsExactly("100 untouched, big untouched");
  }

  @Test
  void whatALookSeesIsNotKept() {
    for (int i = 0; i < 100; i++) {
      window.pass(updated(i, i, "one of many"));
      window.look(seen(i));
    }
    window.add(chunk(99, 0, read(1, "a")));

    assertThat(window.isUseless()).isFalse();
  }
}
