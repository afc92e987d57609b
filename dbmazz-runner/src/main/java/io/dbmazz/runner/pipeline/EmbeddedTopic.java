package io.dbmazz.runner.pipeline;

import org.apache.kafka.common.TopicPartition;

/**
 * A topic that exists in this process alone: one partition, whose offsets rise by one a record.
 * Below {@code durable} all is safe in the target, below {@code delivered} all was taken by put.
 */
final class EmbeddedTopic {

  private final TopicPartition partition;
  private final long first;
  private long next;
  private long delivered;
  private long durable;

  EmbeddedTopic(String name, long firstOffset) {
    this.partition = new TopicPartition(name, 0);
    this.first = firstOffset;
    this.next = firstOffset;
    this.delivered = firstOffset;
    this.durable = firstOffset;
  }

  /**
   * Goes on at an offset that another process has come to, unless records were given offsets here.
   */
  boolean goOnAt(long offset) {
    if (next != first) {
      durableUpTo(offset);
      return false;
    }
    next = offset;
    delivered = offset;
    durable = offset;
    return true;
  }

  TopicPartition partition() {
    return partition;
  }

  long takeOffset() {
    return next++;
  }

  long delivered() {
    return delivered;
  }

  /** Every offset given so far was taken by put, or belongs to a record that was dropped. */
  void allDelivered() {
    delivered = next;
  }

  /** A task that claims more than it was given is believed up to what it was given. */
  void durableUpTo(long offset) {
    durable = Math.max(durable, Math.min(offset, delivered));
  }

  boolean isDurable(long offset) {
    return offset < durable;
  }

  long durable() {
    return durable;
  }
}
