package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WalQueueTest {

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final WalQueue queue = new WalQueue(new QueueLimits(10, 100));

  private static WalChunk chunk(int messages, int bytes) {
    WalData data = new WalData(Lsn.ZERO, ByteBuffer.allocate(0));
    return new WalChunk(1, Collections.nCopies(messages, data), bytes, Lsn.ZERO);
  }

  @Test
  void chunksComeOutInOrder() throws InterruptedException {
    WalChunk first = chunk(1, 1);
    WalChunk second = chunk(2, 2);
    queue.offer(first, AT_ONCE);
    queue.offer(second, AT_ONCE);

    assertThat(queue.poll(AT_ONCE)).containsSame(first);
    assertThat(queue.poll(AT_ONCE)).containsSame(second);
    assertThat(queue.poll(AT_ONCE)).isEmpty();
  }

  @Test
  void messagesAndBytesAreBounded() throws InterruptedException {
    queue.offer(chunk(5, 50), AT_ONCE);

    assertThat(queue.offer(chunk(6, 1), AT_ONCE)).isFalse();
    assertThat(queue.offer(chunk(1, 51), AT_ONCE)).isFalse();
    assertThat(queue.offer(chunk(5, 50), AT_ONCE)).isTrue();
    assertThat(queue.queuedMessages()).isEqualTo(10);
    assertThat(queue.queuedBytes()).isEqualTo(100);
  }

  @Test
  void chunkLargerThanTheQueueIsLetThroughAlone() throws InterruptedException {
    assertThat(queue.offer(chunk(1, 1_000), AT_ONCE)).isTrue();
    assertThat(queue.offer(chunk(1, 1), AT_ONCE)).isFalse();
  }

  @Test
  void chunksWithoutMessagesAreBoundedByNumber() throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      assertThat(queue.offer(chunk(0, 0), AT_ONCE)).isTrue();
    }
    assertThat(queue.offer(chunk(0, 0), AT_ONCE)).isFalse();
  }

  @Test
  void takingMakesRoomForAWaitingChunk() throws InterruptedException {
    queue.offer(chunk(10, 10), AT_ONCE);
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> offer(chunk(1, 1)));

    queue.poll(AT_ONCE);

    assertThat(waiting.join()).isTrue();
  }

  private boolean offer(WalChunk chunk) {
    try {
      return queue.offer(chunk, LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void wakingEndsAWait() throws InterruptedException {
    queue.wake();

    assertThat(queue.poll(LONG)).isEmpty();
  }
}
