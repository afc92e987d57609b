package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.record.Lsn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One table's chunks on their way into the stream. For the polling thread alone.
 *
 * <p>A chunk is emitted once the stream has passed its {@code high}. By then every change that its
 * snapshot sees is emitted, so that no row goes forward twice; and every change emitted that it
 * does not see has taken its row out, so that no row goes back.
 */
final class TableWindow {

  private record Open(ReadChunk chunk, ChunkRows rows) {}

  private final TouchLog log;
  private final Deque<Open> open = new ArrayDeque<>();

  /**
   * Begins to watch the table's changes; before anything is read of it.
   *
   * @param limit of changes kept for the chunks to come
   */
  TableWindow(int limit) {
    log = new TouchLog(limit);
  }

  /** A change of the table on its way out, completed by what only an open chunk knows. */
  RowChange pass(RowChange change) {
    Touch touch = Touch.of(change);
    log.add(touch);
    RowChange passed = change;
    for (Open chunk : open) {
      passed = chunk.rows().replace(passed, touch);
    }
    return passed;
  }

  /** Takes a chunk in; in the order in which they were read. */
  void add(ReadChunk chunk) {
    log.forgetSeen(chunk.seen());
    ChunkRows rows = new ChunkRows(chunk.seen(), chunk.table(), chunk.rows());
    log.applyTo(rows);
    open.addLast(new Open(chunk, rows));
  }

  /** A later look at which transactions are visible. */
  void look(XidSnapshot seen) {
    log.forgetSeen(seen);
  }

  /**
   * The changes that a snapshot is without.
   *
   * @return empty when they are too many to be known
   */
  Optional<List<Touch>> unseen(XidSnapshot seen) {
    log.forgetSeen(seen);
    return log.isBlurred() ? Optional.empty() : Optional.of(log.touches());
  }

  /** Whether the chunks have to be read again: their shape is an old one, or too much happened. */
  boolean isUseless() {
    return !open.isEmpty()
        && (log.isBlurred() || open.stream().anyMatch(chunk -> chunk.rows().isOutdated()));
  }

  /**
   * Drops the chunks.
   *
   * @return the key after which to read again; empty for the start of the table
   */
  Optional<KeyTexts> discard() {
    Optional<KeyTexts> after = open.getFirst().chunk().after();
    open.clear();
    return after;
  }

  /**
   * Takes out the first chunk if its time has come.
   *
   * @param covered end of the WAL of which everything is emitted
   */
  Optional<ClosedChunk> close(Lsn covered) {
    Open first = open.peekFirst();
    if (first == null || first.chunk().high().isAfter(covered)) {
      return Optional.empty();
    }
    open.removeFirst();
    ReadChunk chunk = first.chunk();
    long rowBytes = 1 + chunk.bytes() / Math.max(1, chunk.rows().size());
    return Optional.of(new ClosedChunk(first.rows().take(), rowBytes, chunk.last(), chunk.rest()));
  }

  boolean isEmpty() {
    return open.isEmpty();
  }
}
