package io.dbmazz.postgres.snapshot;

import io.dbmazz.record.TableSnapshotPosition.Blocks;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A part of a table that one reader reads at once. What it has read waits here for the polling
 * thread; that part is guarded by the queue.
 */
final class Chunk {

  private final TableRead table;
  private final Segment range;
  private final Queue<List<byte[]>> rows = new ArrayDeque<>();
  private boolean finished;

  /**
   * @param range within one segment; empty for a table without blocks
   */
  Chunk(TableRead table, Segment range) {
    this.table = table;
    this.range = range;
  }

  TableRead table() {
    return table;
  }

  Segment range() {
    return range;
  }

  /** How far the table is emitted once this is; empty when this leaves that as it is. */
  Optional<Blocks> end() {
    return range.rows() == Segment.Rows.NEWER
        ? Optional.empty()
        : Optional.of(table.progress(range.heap(), TupleId.ofBlock(range.toBlock())));
  }

  long blocks() {
    return Math.max(0, range.toBlock() - TupleId.block(range.from()));
  }

  void add(List<byte[]> more) {
    rows.add(more);
  }

  boolean hasRows() {
    return !rows.isEmpty();
  }

  Optional<List<byte[]>> takeRows() {
    return Optional.ofNullable(rows.poll());
  }

  void finish() {
    finished = true;
  }

  boolean isFinished() {
    return finished;
  }
}
