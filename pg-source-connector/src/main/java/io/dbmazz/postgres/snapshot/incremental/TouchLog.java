package io.dbmazz.postgres.snapshot.incremental;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The changes of one table, since its reading began, that the next chunk may be without although
 * they are streamed already: those of transactions that no snapshot is known to see. A transaction
 * is streamed as soon as its commit is in the WAL and is visible only later, with synchronous
 * replication much later. For one thread.
 *
 * <p>Bounded: beyond the limit only transactions are kept, no rows, and no chunk is of use until
 * its snapshot sees them all.
 */
final class TouchLog {

  private final int limit;
  private final Deque<Touch> touches = new ArrayDeque<>();
  private final Set<Long> blurred = new HashSet<>();
  private int weight;

  /**
   * @param limit of touches kept, by their weight
   */
  TouchLog(int limit) {
    this.limit = limit;
  }

  /** Takes note of a change that is being emitted. */
  void add(Touch touch) {
    if (blurred.contains(touch.xid())) {
      return;
    }
    if (weight + touch.weight() > limit) {
      touches.forEach(earlier -> blurred.add(earlier.xid()));
      touches.clear();
      weight = 0;
      blurred.add(touch.xid());
      return;
    }
    touches.addLast(touch);
    weight += touch.weight();
  }

  /** Forgets what a snapshot sees: so does every later one. */
  void forgetSeen(XidSnapshot snapshot) {
    touches.removeIf(touch -> snapshot.sees(touch.xid()));
    blurred.removeIf(snapshot::sees);
    weight = touches.stream().mapToInt(Touch::weight).sum();
  }

  /** Whether there are changes that no snapshot is known to see and whose rows are not known. */
  boolean isBlurred() {
    return !blurred.isEmpty();
  }

  /** The changes, in their order. */
  List<Touch> touches() {
    return List.copyOf(touches);
  }

  /** Brings rows that were read without the changes to where the stream is. */
  void applyTo(ChunkRows rows) {
    touches.forEach(rows::catchUp);
  }
}
