package io.dbmazz.postgres.snapshot.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.setup.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunQueueTest {

  private static final TableName ORDERS = new TableName("public", "orders");
  private static final TableName ITEMS = new TableName("public", "it.ems");
  private static final Map<String, String> ACCOUNT = Map.of("snapshot_id", "1");

  private final RunQueue queue = new RunQueue("shop");
  private final Map<TableName, Map<String, ?>> stored = new HashMap<>();

  @BeforeEach
  void beginWithNothing() {
    begin(queue, List.of(), Map.of());
    queue.changedNote();
  }

  private void begin(RunQueue starting, List<TableName> unread, Map<String, ?> stream) {
    starting.begin(
        new SnapshotContext(
            List.of(ORDERS, ITEMS), unread, List.of(), ACCOUNT, stream, this::offset));
  }

  private Map<String, ?> offset(TableName table) {
    return stored.getOrDefault(table, Map.of());
  }

  private RunQueue restarted(Map<String, ?> stream, List<TableName> unread) {
    RunQueue next = new RunQueue("shop");
    begin(next, unread, stream);
    return next;
  }

  @Test
  void signalIsInTheStreamsOffsetUntilItsTableIsStoredAsDone() {
    queue.add(ITEMS, "0/10.3");
    Map<String, String> note = queue.changedNote().orElseThrow();
    RunOffsets offsets = queue.progress(queue.next().orElseThrow());
    queue.finished(offsets);
    queue.stored(this::offset);
    assertThat(queue.changedNote()).isEmpty();

    stored.put(ITEMS, offsets.done().offset());
    queue.stored(this::offset);
    assertThat(queue.changedNote()).contains(Map.of());
    assertThat(note).containsOnlyKeys("signals");
  }

  @Test
  void signalSurvivesARestart() {
    queue.add(ITEMS, "0/10.3");
    Map<String, String> note = queue.changedNote().orElseThrow();

    RunQueue next = restarted(note, List.of());
    assertThat(next.next()).contains(new TableRun(ITEMS, Optional.of("0/10.3")));
    assertThat(next.changedNote()).contains(note);
  }

  @Test
  void signalWhoseTableIsDoneIsForgottenAtARestart() {
    queue.add(ITEMS, "0/10.3");
    Map<String, String> note = queue.changedNote().orElseThrow();
    stored.put(ITEMS, queue.progress(queue.next().orElseThrow()).done().offset());

    RunQueue next = restarted(note, List.of());
    assertThat(next.next()).isEmpty();
    assertThat(next.changedNote()).contains(Map.of());
  }

  @Test
  void doneByAnEarlierSignalIsNotDone() {
    stored.put(ITEMS, queue.progress(new TableRun(ITEMS, Optional.of("0/5.0"))).done().offset());
    queue.add(ITEMS, "0/10.3");

    assertThat(restarted(queue.changedNote().orElseThrow(), List.of()).next()).isPresent();
  }

  @Test
  void newSignalForATableThatIsReadAndNotYetStoredCounts() {
    queue.add(ITEMS, "0/10.3");
    RunOffsets first = queue.progress(queue.next().orElseThrow());
    queue.finished(first);
    stored.put(ITEMS, first.done().offset());
    queue.stored(this::offset);
    assertThat(queue.add(ITEMS, "0/20.0")).isTrue();

    assertThat(restarted(queue.changedNote().orElseThrow(), List.of()).next())
        .contains(new TableRun(ITEMS, Optional.of("0/20.0")));
  }

  @Test
  void tableThatIsToBeReadAnywayNeedsNoSignal() {
    queue.add(ITEMS, "0/10.3");

    RunQueue next = restarted(queue.changedNote().orElseThrow(), List.of(ITEMS));
    assertThat(next.waiting()).containsExactly(new TableRun(ITEMS, Optional.empty()));
    assertThat(next.changedNote()).contains(Map.of());
  }

  @Test
  void tableIsNotQueuedTwice() {
    assertThat(queue.add(ITEMS, "0/10.3")).isTrue();
    assertThat(queue.add(ITEMS, "0/20.0")).isFalse();
    assertThat(queue.add(ORDERS, "0/20.0")).isTrue();
    assertThat(queue.waiting()).hasSize(2);
  }

  @Test
  void runGoesOnAfterTheKeyThatItStored() {
    RunOffsets offsets = queue.progress(new TableRun(ITEMS, Optional.of("0/10.3")));
    KeyTexts key = new KeyTexts(List.of("7", "a\"b"));

    assertThat(offsets.resumeFrom(offsets.at(Optional.of(key)).offset())).contains(key);
    assertThat(offsets.resumeFrom(offsets.at(Optional.empty()).offset())).isEmpty();
    RunOffsets later = queue.progress(new TableRun(ITEMS, Optional.of("0/20.0")));
    assertThat(later.resumeFrom(offsets.at(Optional.of(key)).offset())).isEmpty();
  }
}
