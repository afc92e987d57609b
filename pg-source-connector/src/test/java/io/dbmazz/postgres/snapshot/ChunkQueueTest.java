package io.dbmazz.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.snapshot.Portion.End;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.TableSnapshotPosition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChunkQueueTest {

  private static final long LIMIT = 100;
  private static final long NOW = 0;
  private static final long PATIENTLY = TimeUnit.SECONDS.toNanos(20);
  private static final List<byte[]> ROWS = List.of(new byte[10]);

  private final ChunkQueue queue = new ChunkQueue(LIMIT);

  /** A table of so many chunks. */
  private static TableRead table(int chunks) {
    TableName name = new TableName("public", "t" + chunks);
    Heap heap = new Heap(1, name, 1, chunks * TableRead.CHUNK_BLOCKS);
    TableSnapshotPosition start = TableSnapshotPosition.startingAt(new Lsn(7));
    TableRead.Plan plan =
        new TableRead.Plan(
            start, "5:5:", null, List.of(Segment.whole(heap, Segment.Rows.ALL)), 8192);
    return new TableRead(
        new TableState(name, SnapshotEpoch.begin("p"), Optional.empty()), null, plan);
  }

  private Chunk claim() throws InterruptedException {
    return queue.claim().orElseThrow();
  }

  private Portion take() throws InterruptedException {
    Portion portion = queue.take(NOW).orElseThrow();
    queue.done(0);
    return portion;
  }

  @Test
  void chunksAreEmittedInTheirOrderWhoeverIsReadFirst() throws InterruptedException {
    queue.begin(List.of(table(2)));
    Chunk first = claim();
    Chunk second = claim();
    queue.add(second, ROWS, 10);
    queue.finish(second);

    assertThat(queue.take(NOW)).isEmpty();

    queue.add(first, ROWS, 10);
    queue.finish(first);
    assertThat(take().chunk()).isSameAs(first);
    assertThat(take().chunk()).isSameAs(second);
  }

  @Test
  void endOfChunkAndTableComeWithTheLastRows() throws InterruptedException {
    queue.begin(List.of(table(2)));
    Chunk first = claim();
    queue.add(first, ROWS, 10);
    queue.add(first, ROWS, 10);
    queue.finish(first);
    assertThat(take().end()).isEqualTo(End.NOTHING);
    assertThat(take().end()).isEqualTo(End.CHUNK);
    Chunk second = claim();
    queue.finish(second);
    assertThat(take().end()).isEqualTo(End.TABLE);
  }

  @Test
  void readerAheadWaitsForRoomButTheOneWhoseTurnItIsDoesNot() throws Exception {
    queue.begin(List.of(table(3)));
    Chunk first = claim();
    Chunk second = claim();
    queue.add(second, ROWS, LIMIT);
    CompletableFuture<Boolean> ahead = adding(second);

    assertThat(adding(first).get()).isTrue();
    assertThat(ahead).isNotDone();

    queue.take(NOW);
    queue.done(LIMIT);
    assertThat(ahead.get()).isTrue();
  }

  private CompletableFuture<Boolean> adding(Chunk chunk) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return queue.add(chunk, ROWS, 10);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void abandonedTableIsNotClaimedAgain() throws InterruptedException {
    TableRead gone = table(2);
    queue.begin(List.of(gone, table(1)));
    claim();
    gone.abandon();

    assertThat(claim().table()).isNotSameAs(gone);
  }

  @Test
  void failureEndsTheSessionForReadersAndTheWaiter() throws InterruptedException {
    queue.begin(List.of(table(2)));
    Chunk chunk = claim();
    queue.add(chunk, ROWS, 10);
    queue.fail(new IOException("cut"));

    assertThat(queue.add(chunk, ROWS, 10)).isFalse();
    assertThat(queue.claim()).isEmpty();
    assertThat(queue.take(NOW)).isEmpty();
    assertThatThrownBy(() -> queue.awaitEmitted(0)).isInstanceOf(IOException.class);
  }

  @Test
  void sessionIsOverOnlyWhenTheLastPortionIsEmitted() throws Exception {
    queue.begin(List.of(table(1)));
    Chunk chunk = claim();
    queue.add(chunk, ROWS, 10);
    queue.finish(chunk);
    assertThat(queue.claim()).isEmpty();
    assertThat(queue.take(NOW)).isPresent();

    assertThat(queue.awaitEmitted(0)).isFalse();
    queue.done(10);
    assertThat(queue.awaitEmitted(0)).isTrue();
  }

  @Test
  void nextSessionForgetsWhatWasNotEmitted() throws InterruptedException {
    queue.begin(List.of(table(1)));
    queue.add(claim(), ROWS, LIMIT);
    queue.fail(new IOException("cut"));
    queue.end();
    queue.begin(List.of(table(1)));
    Chunk chunk = claim();
    queue.add(chunk, ROWS, 10);

    assertThat(take().chunk()).isSameAs(chunk);
  }

  @Test
  void completionWakesThePollingThread() throws Exception {
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return queue.awaitBegin(PATIENTLY);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    queue.complete();

    assertThat(waiting.get()).isTrue();
    assertThat(queue.take(PATIENTLY)).isEmpty();
  }

  @Test
  void cancellingDoesNotWaitForAPortionThatNobodyFinishes() throws InterruptedException {
    queue.begin(List.of(table(1)));
    Chunk chunk = claim();
    queue.add(chunk, ROWS, 10);
    queue.take(NOW);
    queue.cancel();
    queue.end();

    assertThatThrownBy(() -> queue.awaitEmitted(0)).isInstanceOf(RetriableException.class);
  }
}
