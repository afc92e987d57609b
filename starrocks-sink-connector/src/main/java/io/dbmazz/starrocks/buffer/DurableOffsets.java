package io.dbmazz.starrocks.buffer;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each topic partition may be committed: up to its first record that is not durable, and
 * not beyond, whatever follows it. Partitions and offsets are those of the records before any
 * transformation renamed them (KIP-793).
 */
final class DurableOffsets {

  private final Map<TopicPartition, Progress> partitions = new HashMap<>();
  private final Coverage nothing = new Coverage();

  DurableOffsets() {
    nothing.becomeDurable();
  }

  /** Records in a row that became part of the same batch. */
  private static final class Run {
    final Coverage coverage;
    long last;

    Run(Coverage coverage, long last) {
      this.coverage = coverage;
      this.last = last;
    }
  }

  private static final class Progress {
    final ArrayDeque<Run> runs = new ArrayDeque<>();
    long next;
    boolean rewound;

    Progress(long next) {
      this.next = next;
    }

    void append(long offset, Coverage batch) {
      rewound = false;
      Run tail = runs.peekLast();
      if (tail != null && tail.coverage == batch) {
        tail.last = offset;
      } else {
        runs.addLast(new Run(batch, offset));
      }
    }

    /** Forgets what is durable at the front; whether that was anything. */
    boolean advance() {
      long before = next;
      while (!runs.isEmpty() && runs.peekFirst().coverage.isDurable()) {
        next = Math.max(next, runs.removeFirst().last + 1);
      }
      return next > before;
    }
  }

  /** A record was taken and is as durable as its batch. Records come in the order of offsets. */
  void accept(TopicPartition partition, long offset, Coverage batch) {
    progress(partition, offset).append(offset, batch);
    batch.add(partition, offset);
  }

  /** A record was taken that asks for nothing. */
  void acceptNothing(TopicPartition partition, long offset) {
    Progress progress = progress(partition, offset);
    progress.append(offset, nothing);
    progress.advance();
  }

  private Progress progress(TopicPartition partition, long offset) {
    return partitions.computeIfAbsent(partition, key -> new Progress(offset));
  }

  /** Looks again at what is durable; whether any partition may be committed further than before. */
  boolean advance() {
    boolean moved = false;
    for (Progress progress : partitions.values()) {
      moved |= progress.advance();
    }
    return moved;
  }

  /**
   * The offset of the next record to read, by partition, were reading to start again: one more than
   * the last of which it and all before it are durable.
   */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    partitions.forEach((partition, progress) -> positions.put(partition, progress.next));
    return positions;
  }

  /** Whether every record that was read from the partition is durable. */
  boolean isIdle(TopicPartition partition) {
    Progress progress = partitions.get(partition);
    return progress == null || (progress.runs.isEmpty() && !progress.rewound);
  }

  /** Records that are not durable will be read again, from {@link #positions} on. */
  void rewind() {
    for (Progress progress : partitions.values()) {
      progress.runs.clear();
      progress.rewound = true;
    }
  }

  /** Nothing more of these partitions is acknowledged until they are accepted anew. */
  void forget(Collection<TopicPartition> gone) {
    gone.forEach(partitions::remove);
  }
}
