package io.dbmazz.starrocks.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DurableOffsetsTest {

  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
  private static final TopicPartition ITEMS = new TopicPartition("items", 0);

  private final DurableOffsets offsets = new DurableOffsets();
  private final Coverage first = new Coverage();
  private final Coverage second = new Coverage();

  @Test
  void nothingIsAcknowledgedBeforeItsBatchIsDurable() {
    offsets.accept(ORDERS, 7, first);

    assertThat(offsets.advance()).isFalse();
    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 7L));
  }

  @Test
  void positionIsOneMoreThanTheLastDurableOffset() {
    offsets.accept(ORDERS, 7, first);
    offsets.accept(ORDERS, 8, first);

    first.becomeDurable();

    assertThat(offsets.advance()).isTrue();
    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 9L));
  }

  @Test
  void offsetIsHeldBackWhileAnEarlierBatchIsInFlight() {
    offsets.accept(ORDERS, 7, first);
    offsets.accept(ORDERS, 8, second);

    second.becomeDurable();

    assertThat(offsets.advance()).isFalse();
    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 7L));
  }

  @Test
  void laterBatchCountsOnceTheEarlierOneIsDurable() {
    offsets.accept(ORDERS, 7, first);
    offsets.accept(ORDERS, 8, second);

    second.becomeDurable();
    offsets.advance();
    first.becomeDurable();
    offsets.advance();

    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 9L));
  }

  @Test
  void batchWovenIntoAnotherHoldsBackOnlyWhatFollowsIt() {
    offsets.accept(ORDERS, 1, first);
    offsets.accept(ORDERS, 2, second);
    offsets.accept(ORDERS, 3, first);

    first.becomeDurable();
    offsets.advance();

    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 2L));
  }

  @Test
  void partitionsDoNotWaitForEachOther() {
    offsets.accept(ORDERS, 1, first);
    offsets.accept(ITEMS, 5, second);

    second.becomeDurable();
    offsets.advance();

    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 1L, ITEMS, 6L));
  }

  @Test
  void recordThatAsksForNothingIsDurableAtOnce() {
    offsets.acceptNothing(ORDERS, 3);

    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 4L));
  }

  @Test
  void recordThatAsksForNothingDoesNotOvertakeABatch() {
    offsets.accept(ORDERS, 3, first);
    offsets.acceptNothing(ORDERS, 4);

    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 3L));
  }

  @Test
  void gapsInTheOffsetsAreNoRecords() {
    offsets.accept(ORDERS, 3, first);
    offsets.accept(ORDERS, 9, first);

    first.becomeDurable();
    offsets.advance();

    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 10L));
  }

  @Test
  void nothingOfAForgottenPartitionIsAcknowledgedLater() {
    offsets.accept(ORDERS, 3, first);

    offsets.forget(List.of(ORDERS));
    first.becomeDurable();

    assertThat(offsets.advance()).isFalse();
    assertThat(offsets.positions()).isEmpty();
  }

  @Test
  void partitionThatIsRewoundIsNotIdleUntilItIsReadAgain() {
    offsets.accept(ORDERS, 3, first);

    offsets.rewind();
    assertThat(offsets.isIdle(ORDERS)).isFalse();
    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 3L));

    offsets.accept(ORDERS, 3, second);
    second.becomeDurable();
    offsets.advance();
    assertThat(offsets.isIdle(ORDERS)).isTrue();
    assertThat(offsets.positions()).isEqualTo(Map.of(ORDERS, 4L));
  }

  @Test
  void identityNamesTheRangeOfEachPartition() {
    offsets.accept(ORDERS, 3, first);
    offsets.accept(ITEMS, 1, first);
    offsets.accept(ORDERS, 5, first);

    assertThat(first).hasToString("items-0:1-1,orders-0:3-5");
  }
}
