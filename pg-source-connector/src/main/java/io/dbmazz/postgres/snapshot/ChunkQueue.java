package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.snapshot.Portion.End;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Between the readers, which read chunks at the same time, and the polling thread, which emits them
 * one after the other; the coordinating thread starts and ends sessions. Rows read ahead are
 * bounded in bytes; the chunk whose turn it is may always add some, or nothing would go on.
 */
final class ChunkQueue {

  private final long limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Chunk> open = new ArrayDeque<>();
  private Iterator<TableRead> tables = List.<TableRead>of().iterator();
  private Optional<TableRead> claiming = Optional.empty();
  private long session;
  private long bytes;
  private boolean taken;
  private boolean reading;
  private boolean complete;
  private boolean cancelled;
  private Optional<Exception> failure = Optional.empty();

  ChunkQueue(long limit) {
    this.limit = limit;
  }

  /** Starts a session. */
  void begin(List<TableRead> reads) {
    lock.lock();
    try {
      session++;
      tables = reads.iterator();
      claiming = Optional.empty();
      failure = Optional.empty();
      reading = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next chunk for a reader; empty when there is none left, or the session is over. Waits while
   * half of the room is taken, so that a chunk once begun is mostly read without a stop: its table
   * is locked meanwhile.
   */
  Optional<Chunk> claim() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (reading && failure.isEmpty() && bytes >= limit / 2 && !open.isEmpty()) {
        changed.await();
      }
      while (reading && failure.isEmpty()) {
        Optional<TableRead> table = claiming.filter(read -> read.hasNext() && !read.isAbandoned());
        if (table.isPresent()) {
          Chunk chunk = table.get().next();
          open.addLast(chunk);
          return Optional.of(chunk);
        }
        if (!tables.hasNext()) {
          claiming = Optional.empty();
          changed.signalAll();
          return Optional.empty();
        }
        claiming = Optional.of(tables.next());
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds rows as soon as there is room for them.
   *
   * @return false when the session is over
   */
  boolean add(Chunk chunk, List<byte[]> rows, long size) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (reading && failure.isEmpty() && bytes >= limit && !isStarving(chunk)) {
        changed.await();
      }
      if (!reading || failure.isPresent()) {
        return false;
      }
      chunk.add(rows);
      bytes += size;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isStarving(Chunk chunk) {
    return open.peekFirst() == chunk && !chunk.hasRows();
  }

  /** A chunk is read to its end, or its table is given up. */
  void finish(Chunk chunk) {
    lock.lock();
    try {
      chunk.finish();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the session for everybody; the first failure is kept. */
  void fail(Exception cause) {
    lock.lock();
    try {
      if (failure.isEmpty()) {
        failure = Optional.of(cause);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next rows for the polling thread, which has to give them {@link #done} before it asks
   * again; empty when none came within the time.
   */
  Optional<Portion> take(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      Optional<Portion> portion = next();
      while (portion.isEmpty() && left > 0 && !complete) {
        left = changed.awaitNanos(left);
        portion = next();
      }
      taken = portion.isPresent();
      return portion;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a session has begun or there will be none; false when it takes longer. */
  boolean awaitBegin(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (session == 0 && !complete && left > 0) {
        left = changed.awaitNanos(left);
      }
      return session > 0 || complete;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Portion> next() {
    Chunk head = open.peekFirst();
    if (!reading || failure.isPresent() || head == null) {
      return Optional.empty();
    }
    if (!head.hasRows() && !head.isFinished()) {
      return Optional.empty();
    }
    List<byte[]> rows = head.takeRows().orElse(List.of());
    End end = End.NOTHING;
    if (!head.hasRows() && head.isFinished()) {
      open.removeFirst();
      end = isLastOfTable(head) ? End.TABLE : End.CHUNK;
    }
    changed.signalAll();
    return Optional.of(new Portion(session, head, rows, end));
  }

  private boolean isLastOfTable(Chunk head) {
    boolean claimed = open.stream().anyMatch(other -> other.table() == head.table());
    return !claimed && !head.table().hasNext();
  }

  /** A portion is emitted, with this many bytes. */
  void done(long size) {
    lock.lock();
    try {
      taken = false;
      bytes -= size;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all is emitted.
   *
   * @return false when it takes longer
   * @throws Exception that {@link #fail} was given
   */
  boolean awaitEmitted(long millis) throws Exception {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (failure.isEmpty() && !isEmitted() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
      return isEmitted();
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmitted() {
    return !tables.hasNext() && claiming.isEmpty() && open.isEmpty() && !taken;
  }

  /** Nothing more will come. */
  void complete() {
    lock.lock();
    try {
      complete = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isComplete() {
    lock.lock();
    try {
      return complete;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the session although nobody may be emitting any more. */
  void cancel() {
    lock.lock();
    try {
      cancelled = true;
    } finally {
      lock.unlock();
    }
    fail(new RetriableException("The snapshot was ended"));
  }

  /** Ends the session: what is not emitted is forgotten, what is being emitted is waited for. */
  void end() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      reading = false;
      changed.signalAll();
      while (taken && !cancelled) {
        changed.await();
      }
      open.clear();
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }
}
