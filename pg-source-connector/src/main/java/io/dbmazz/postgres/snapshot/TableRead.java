package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.change.CopiedTable;
import io.dbmazz.postgres.change.Transaction;
import io.dbmazz.record.TableSnapshotPosition;
import io.dbmazz.record.TableSnapshotPosition.Blocks;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What one session reads of a table: its chunks in the order in which they are emitted. Chunks are
 * taken under the queue's lock; any thread may give the table up.
 */
final class TableRead implements Iterator<Chunk> {

  /** 4 MiB of rows: small enough to read again, large enough for a transaction of its own. */
  static final long CHUNK_BLOCKS = 512;

  private final TableState state;
  private final CopiedTable table;
  private final Plan plan;
  private int segment;
  private long next;
  private boolean begun;
  private volatile boolean abandoned;

  /**
   * What is read.
   *
   * @param start position before the first row
   * @param visible snapshot that the rows belong to
   * @param version of the rows
   * @param segments in the order of reading
   * @param blockBytes size of a block
   */
  record Plan(
      TableSnapshotPosition start,
      String visible,
      Transaction version,
      List<Segment> segments,
      long blockBytes) {

    Plan {
      segments = segments.stream().filter(part -> !part.isEmpty()).toList();
    }
  }

  TableRead(TableState state, CopiedTable table, Plan plan) {
    this.state = state;
    this.table = table;
    this.plan = plan;
    this.next = plan.segments().isEmpty() ? 0 : plan.segments().get(0).from();
  }

  TableState state() {
    return state;
  }

  CopiedTable table() {
    return table;
  }

  Plan plan() {
    return plan;
  }

  /** Whether a row that is emitted twice is the same row; others are emitted once. */
  boolean hasKey() {
    return !table.key().isEmpty();
  }

  Blocks progress(Heap heap, long nextTuple) {
    return new Blocks(plan.visible(), heap.oid(), heap.file(), nextTuple);
  }

  /** A table without a block has one chunk too, an empty one. */
  @Override
  public boolean hasNext() {
    return !begun || segment < plan.segments().size();
  }

  @Override
  public Chunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    begun = true;
    if (plan.segments().isEmpty()) {
      return new Chunk(
          this, new Segment(new Heap(0, state.name(), 0, 0), 0, 0, Segment.Rows.NEWER));
    }
    Segment current = plan.segments().get(segment);
    long to = Math.min(TupleId.block(next) + CHUNK_BLOCKS, current.toBlock());
    Chunk chunk = new Chunk(this, new Segment(current.heap(), next, to, current.rows()));
    next = TupleId.ofBlock(to);
    if (to == current.toBlock()) {
      segment++;
      next = segment < plan.segments().size() ? plan.segments().get(segment).from() : 0;
    }
    return chunk;
  }

  /** The table has changed under our hands: another session reads it. */
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }
}
