package io.dbmazz.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ChunkBuilderTest {

  private static final Keepalive KEEPALIVE = new Keepalive(new Lsn(0x90), false);

  private static final long CHUNK = message(60).heapBytes() + message(40).heapBytes();

  private final ChunkBuilder builder = new ChunkBuilder(3, new QueueLimits(8, 4 * CHUNK));

  private static WalData message(int bytes) {
    return new WalData(new Lsn(0x10), ByteBuffer.allocate(bytes));
  }

  @Test
  void fullAtAQuarterOfTheQueuesMessagesOrBytes() {
    assertThat(builder.isTooFullFor(message(1_000))).as("alone").isFalse();
    builder.add(message(60));
    assertThat(builder.isTooFullFor(message(41))).isTrue();
    assertThat(builder.isTooFullFor(message(40))).isFalse();
    builder.add(message(1));
    assertThat(builder.isTooFullFor(message(1))).isTrue();
  }

  @Test
  void smallMessagesCountForTheMemoryThatTheyHold() {
    assertThat(message(1).heapBytes()).isGreaterThan(100);
    assertThat(message(1_000_000).heapBytes()).isBetween(1_000_000L, 1_001_000L);
  }

  @Test
  void keepaliveCountsOnlyBehindTheLastMessage() {
    builder.add(KEEPALIVE);
    builder.add(message(1));
    assertThat(builder.take().idleEnd()).isEqualTo(Lsn.ZERO);

    builder.add(message(1));
    builder.add(KEEPALIVE);
    assertThat(builder.take().idleEnd()).isEqualTo(KEEPALIVE.walEnd());
  }

  @Test
  void takingStartsAnew() {
    builder.add(message(7));

    assertThat(builder.take())
        .returns(message(7).heapBytes(), WalChunk::bytes)
        .returns(3L, WalChunk::session);
    assertThat(builder.isEmpty()).isTrue();
  }
}
