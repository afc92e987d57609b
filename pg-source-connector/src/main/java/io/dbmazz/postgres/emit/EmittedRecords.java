package io.dbmazz.postgres.emit;

import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The ledger of emitted records: shared by the polling thread, which adds, the producer's threads,
 * which acknowledge in any order, and the thread that stores offsets, which asks. Yields the LSN
 * below which everything is acknowledged, as Kafka's {@code SubmittedRecords} does for offsets.
 *
 * <p>Records are counted, not kept: one entry for all that end with the same transaction.
 */
public final class EmittedRecords {

  /** Consecutive records of which the last one raised the end LSN. Guarded by the ledger. */
  static final class Group {
    private long outstanding;
    private Lsn end;
  }

  private final Deque<Group> groups = new ArrayDeque<>();
  private Lsn emittedEnd;
  private Lsn acknowledgedEnd;

  /**
   * Begins anew.
   *
   * @param end below which everything is durable already
   */
  public synchronized void startAt(Lsn end) {
    groups.clear();
    emittedEnd = end;
    acknowledgedEnd = end;
  }

  /** Counts a record in that carries this position. */
  synchronized Group add(SourcePosition position) {
    Group group = groups.peekLast();
    if (group == null || group.end != null) {
      group = new Group();
      groups.addLast(group);
    }
    group.outstanding++;
    if (position.endLsn().isAfter(emittedEnd)) {
      group.end = position.endLsn();
      emittedEnd = position.endLsn();
    }
    return group;
  }

  /** Counts a record out, once: it is stored in Kafka, or was dropped on purpose. */
  public synchronized void acknowledge(EmittedRecord record) {
    if (!record.acknowledge()) {
      return;
    }
    record.group().outstanding--;
    while (!groups.isEmpty() && groups.peekFirst().outstanding == 0) {
      Group done = groups.peekFirst();
      if (done.end == null) {
        return;
      }
      acknowledgedEnd = done.end;
      groups.removeFirst();
    }
  }

  /** The LSN below which every record is acknowledged; empty before the start. */
  public synchronized Optional<Lsn> acknowledgedEnd() {
    return Optional.ofNullable(acknowledgedEnd);
  }
}
