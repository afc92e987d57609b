package io.dbmazz.postgres.replication;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded queue of chunks between the WAL reader, which adds, and the task's polling thread,
 * which takes. Any thread may {@link #wake} the taker or read the sizes.
 */
final class WalQueue {

  private final QueueLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private final Queue<WalChunk> chunks = new ArrayDeque<>();
  private long messages;
  private long bytes;
  private boolean woken;

  WalQueue(QueueLimits limits) {
    this.limits = limits;
  }

  QueueLimits limits() {
    return limits;
  }

  /**
   * Adds a chunk as soon as there is room for it, or the queue is empty.
   *
   * @return false when there was no room within {@code patience}
   */
  boolean offer(WalChunk chunk, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (!hasRoomFor(chunk)) {
        if (nanos <= 0) {
          return false;
        }
        nanos = taken.awaitNanos(nanos);
      }
      chunks.add(chunk);
      messages += chunk.messages().size();
      bytes += chunk.bytes();
      added.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoomFor(WalChunk chunk) {
    return chunks.isEmpty()
        || (messages + chunk.messages().size() <= limits.messages()
            && bytes + chunk.bytes() <= limits.bytes()
            // Chunks that carry nothing but a keepalive are bounded by number.
            && chunks.size() < limits.messages());
  }

  /** Takes the oldest chunk; empty when none came within {@code patience}, or on {@link #wake}. */
  Optional<WalChunk> poll(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (chunks.isEmpty() && !woken && nanos > 0) {
        nanos = added.awaitNanos(nanos);
      }
      Optional<WalChunk> chunk = Optional.ofNullable(chunks.poll());
      woken &= chunk.isPresent();
      chunk.ifPresent(this::discount);
      return chunk;
    } finally {
      lock.unlock();
    }
  }

  private void discount(WalChunk chunk) {
    messages -= chunk.messages().size();
    bytes -= chunk.bytes();
    taken.signal();
  }

  /** Makes a waiting or the next {@link #poll} return at once. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      added.signal();
    } finally {
      lock.unlock();
    }
  }

  long queuedMessages() {
    lock.lock();
    try {
      return messages;
    } finally {
      lock.unlock();
    }
  }

  long queuedBytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
