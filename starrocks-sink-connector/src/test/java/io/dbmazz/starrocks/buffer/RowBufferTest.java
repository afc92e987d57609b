package io.dbmazz.starrocks.buffer;

import static io.dbmazz.starrocks.buffer.Rows.ITEMS;
import static io.dbmazz.starrocks.buffer.Rows.ORDERS;
import static io.dbmazz.starrocks.buffer.Rows.insert;
import static io.dbmazz.starrocks.buffer.Rows.softDelete;
import static io.dbmazz.starrocks.buffer.Rows.update;
import static io.dbmazz.starrocks.change.Records.known;
import static io.dbmazz.starrocks.change.RowOperation.ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.change.Change;
import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.change.RowOperation.Audit;
import io.dbmazz.starrocks.change.RowOperation.Kind;
import io.dbmazz.starrocks.change.RowShape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RowBufferTest {

  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final RowBuffer buffer = new RowBuffer(new FlushLimits(3, 1 << 20, INTERVAL));
  private long offset;

  @Test
  void rowIsDueAfterTheInterval() {
    add(insert(1, "a", "x", "y"));

    assertThat(buffer.takeDue(START.plusMillis(999))).isEmpty();
    assertThat(buffer.waitLeft(START.plusMillis(400))).contains(Duration.ofMillis(600));
    assertThat(buffer.takeDue(START.plusMillis(1000))).hasSize(1);
  }

  @Test
  void tableIsDueByItsRows() {
    addInserts("a", "b", "c");

    assertThat(rowsOfOnly(buffer.takeDue(START))).hasSize(3);
  }

  @Test
  void tableWithTooManyVersionsIsLoadedLessOftenAndInLargerBatches() {
    addInserts("a", "b", "c");
    RowBatch first = only(buffer.takeDue(START));
    buffer.slowDown(ORDERS);
    buffer.loaded(first);
    addInserts("d", "e", "f", "g", "h");

    assertThat(buffer.slowedTables()).isEqualTo(1);
    assertThat(buffer.takeDue(START.plusMillis(1999))).isEmpty();
    assertThat(rowsOfOnly(buffer.takeDue(START.plusSeconds(2)))).hasSize(5);
  }

  @Test
  void memoryStaysBoundedThoughTheTableHasTooManyVersions() {
    add(insert(1, "a", "x", "y"));
    RowBatch first = only(buffer.takeAll(START));
    buffer.slowDown(ORDERS);
    buffer.loaded(first);
    add(insert(1, "b", "x".repeat(1 << 19), "y"));

    assertThat(buffer.takeDue(START)).hasSize(1);
  }

  @Test
  void tableIsDueByHalfOfTheBytes() {
    add(insert(1, "a", "x".repeat(1 << 19), "y"));

    assertThat(buffer.takeDue(START)).hasSize(1);
  }

  @Test
  void manyChangesOfOneKeyAreOneRow() {
    add(insert(1, "a", "x", "y"));
    add(update(2, "a", "z", ABSENT));
    add(update(3, "a", "w", ABSENT));

    assertThat(buffer.rows()).isEqualTo(1);
    assertThat(buffer.takeDue(START)).isEmpty();
    assertThat(known(rowsOfOnly(buffer.takeDue(later())).get(0)))
        .isEqualTo(Map.of("id", "a", "name", "w", "note", "y"));
  }

  @Test
  void nextBatchGrowsWhileOneIsInFlight() {
    addInserts("a", "b", "c");
    RowBatch first = only(buffer.takeDue(START));
    addInserts("d", "e", "f", "g");

    assertThat(buffer.takeDue(later())).isEmpty();
    buffer.loaded(first);
    assertThat(rowsOfOnly(buffer.takeDue(START))).hasSize(4);
  }

  @Test
  void tablesDoNotWaitForEachOther() {
    addInserts("a", "b", "c");
    buffer.takeDue(START);
    buffer.add(new Change.Write(ITEMS, insert(1, "i", "x", "y")), PARTITION, offset++, START);

    assertThat(only(buffer.takeDue(later())).table()).isEqualTo(ITEMS);
  }

  @Test
  void keyThatIsInFlightIsNotFoldedIntoItsBatch() {
    addInserts("a", "b", "c");
    RowBatch first = only(buffer.takeDue(START));
    add(softDelete(9, "a"));
    buffer.loaded(first);

    assertThat(first.rows()).allMatch(row -> row.kind() == Kind.UPSERT);
    assertThat(rowsOfOnly(buffer.takeDue(later())))
        .singleElement()
        .matches(row -> row.kind() == Kind.SOFT_DELETE);
  }

  @Test
  void batchDueByRowsEndsWithItsTransaction() {
    addInserts(1, "a", "b", "c", "d");
    addInserts(2, "e", "f");

    List<RowOperation> rows = rowsOfOnly(buffer.takeDue(START));

    assertThat(rows).extracting(row -> row.audit().version()).containsOnly(1L);
    assertThat(rows).hasSize(4);
    assertThat(buffer.rows()).isEqualTo(6);
  }

  @Test
  void transactionThatDoesNotEndIsNotWaitedFor() {
    addInserts(1, "a", "b", "c", "d");

    assertThat(rowsOfOnly(buffer.takeDue(START))).hasSize(4);
  }

  @Test
  void keyChangeIsADeleteAndACreateOfDifferentRows() {
    add(insert(1, "old", "x", "y"));
    add(softDelete(2, "old"));
    add(insert(2, "new", "x", "y"));

    assertThat(rowsOfOnly(buffer.takeDue(later())))
        .extracting(RowOperation::kind)
        .containsExactly(Kind.SOFT_DELETE, Kind.UPSERT);
  }

  @Test
  void truncateDropsTheRowsBeforeItAndKeepsThoseAfter() {
    addInserts("a", "b");
    truncate();
    addInserts("c");

    RowBatch batch = only(buffer.takeDue(later()));

    assertThat(batch.truncateFirst()).isTrue();
    assertThat(batch.rows()).extracting(RowOperation::key).containsExactly(List.of("c"));
  }

  @Test
  void offsetsOfRowsDroppedByATruncateAreDurableWithIt() {
    addInserts("a");
    truncate();
    RowBatch batch = only(buffer.takeDue(later()));

    assertThat(buffer.positions()).isEqualTo(Map.of(PARTITION, 0L));
    buffer.loaded(batch);
    assertThat(buffer.positions()).isEqualTo(Map.of(PARTITION, 2L));
  }

  @Test
  void rowsWithoutAKeyAreAllKeptInOrder() {
    RowShape keyless = new RowShape(Rows.SHAPE.columns(), List.of());
    for (String value : List.of("a", "b", "a")) {
      Object[] values = {value, "x", "y"};
      add(new RowOperation(Kind.UPSERT, keyless, values, List.of(), new Audit(0, 1)));
    }

    assertThat(rowsOfOnly(buffer.takeDue(START)))
        .extracting(row -> row.values()[0])
        .containsExactly("a", "b", "a");
  }

  @Test
  void whenMemoryIsUsedUpEveryIdleTableIsDue() {
    RowBuffer small = new RowBuffer(new FlushLimits(100, 500, INTERVAL));
    small.add(Rows.write(insert(1, "a", "x", "y")), PARTITION, 0, START);
    assertThat(small.isFull()).isFalse();
    small.add(new Change.Write(ITEMS, insert(1, "i", "x", "y")), PARTITION, 1, START);

    assertThat(small.isFull()).isTrue();
    assertThat(small.takeDue(START)).hasSize(2);
    assertThat(small.isFull()).as("in flight counts").isTrue();
  }

  @Test
  void batchThatIsDurableFreesItsMemory() {
    addInserts("a", "b", "c");
    RowBatch batch = only(buffer.takeDue(START));
    assertThat(buffer.bytes()).isPositive();

    buffer.loaded(batch);

    assertThat(buffer.bytes()).isZero();
    assertThat(buffer.rows()).isZero();
  }

  @Test
  void batchesOfTheSameOffsetsAtAnotherTimeAreOthers() {
    addInserts("a");
    RowBatch batch = only(buffer.takeDue(later()));
    RowBuffer again = new RowBuffer(new FlushLimits(3, 1 << 20, INTERVAL));
    again.add(Rows.write(insert(1, "a", "x", "y")), PARTITION, 0, START);
    RowBatch other = only(again.takeDue(later().plusMillis(1)));

    assertThat(batch.identity()).startsWith("orders-0:0-0@").isNotEqualTo(other.identity());
  }

  @Test
  void rewindDropsWhatIsNotInFlightAndReadsItAgain() {
    addInserts("a", "b", "c");
    RowBatch inFlight = only(buffer.takeDue(START));
    addInserts("d");

    assertThat(buffer.rewind()).isEqualTo(Map.of(PARTITION, 0L));

    buffer.loaded(inFlight);
    assertThat(buffer.positions()).isEqualTo(Map.of(PARTITION, 0L));
    assertThat(buffer.takeDue(later())).isEmpty();
  }

  @Test
  void emptyBufferAsksForNoCall() {
    assertThat(buffer.waitLeft(START)).isEmpty();
    assertThat(buffer.takeDue(later())).isEmpty();
  }

  private void add(RowOperation operation) {
    buffer.add(new Change.Write(ORDERS, operation), PARTITION, offset++, START);
  }

  private void addInserts(String... ids) {
    addInserts(1, ids);
  }

  private void addInserts(long version, String... ids) {
    for (String id : ids) {
      add(insert(version, id, "x", "y"));
    }
  }

  private void truncate() {
    buffer.add(new Change.Truncate(ORDERS), PARTITION, offset++, START);
  }

  private static Instant later() {
    return START.plus(INTERVAL);
  }

  private static RowBatch only(List<RowBatch> batches) {
    assertThat(batches).hasSize(1);
    return batches.get(0);
  }

  private static List<RowOperation> rowsOfOnly(List<RowBatch> batches) {
    return only(batches).rows();
  }
}
