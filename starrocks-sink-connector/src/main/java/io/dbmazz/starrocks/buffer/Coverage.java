package io.dbmazz.starrocks.buffer;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that a batch stands for, by the offsets they came with, and whether they are durable.
 */
final class Coverage {

  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private final Map<TopicPartition, Range> ranges = new HashMap<>();
  private TopicPartition lastPartition;
  private Range lastRange;
  private boolean durable;

  private static final class Range {
    final long first;
    long last;

    Range(long first) {
      this.first = first;
    }
  }

  void add(TopicPartition partition, long offset) {
    if (!partition.equals(lastPartition)) {
      lastPartition = partition;
      lastRange = ranges.computeIfAbsent(partition, key -> new Range(offset));
    }
    lastRange.last = offset;
  }

  void becomeDurable() {
    durable = true;
  }

  boolean isDurable() {
    return durable;
  }

  /** {@code topic-partition:first-last} of each, in order. */
  @Override
  public String toString() {
    return ranges.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(ORDER))
        .map(entry -> entry.getKey() + ":" + entry.getValue().first + "-" + entry.getValue().last)
        .collect(Collectors.joining(","));
  }
}
