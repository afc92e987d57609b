package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.change.CopiedTable;
import io.dbmazz.postgres.change.Transaction;
import io.dbmazz.postgres.snapshot.Segment.Rows;
import io.dbmazz.record.TableSnapshotPosition;
import io.dbmazz.record.TableSnapshotPosition.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Decides what a session reads of a table: everything, or what an interrupted session has left.
 *
 * <p>What an interrupted session has read stays at its consistent point, and every change since
 * then is streamed after it. So of a table with a key the rest may be read as it is now, with the
 * rows that have moved into what was read already; changes that have been read early are streamed
 * once more and make no difference. Rows of a table without a key count, so exactly those are read
 * that the interrupted session would have read, and each knows its place.
 */
final class ReadPlanner {

  private final HeldSnapshot snapshot;
  private final long startedMicros;

  /**
   * @param startedMicros time of the session, microseconds since 1970-01-01 UTC
   */
  ReadPlanner(HeldSnapshot snapshot, long startedMicros) {
    this.snapshot = snapshot;
    this.startedMicros = startedMicros;
  }

  /**
   * The reading of a table.
   *
   * @throws ConnectException when the table has no key and its rows cannot be told apart any more
   */
  TableRead plan(TableState state, CopiedTable table, Heaps heaps) {
    boolean hasKey = !table.key().isEmpty();
    Optional<Blocks> read = state.position().flatMap(TableSnapshotPosition::blocks);
    if (read.isEmpty()) {
      return fresh(state, table, heaps);
    }
    List<Segment> segments =
        hasKey
            ? restWithKey(heaps.heaps(), read.get())
            : restWithoutKey(state, heaps.heaps(), read.get());
    return read(state, table, heaps, state.position().get(), read.get().visible(), segments);
  }

  private TableRead fresh(TableState state, CopiedTable table, Heaps heaps) {
    boolean hasKey = !table.key().isEmpty();
    String visible = hasKey ? Visibility.coarse(snapshot.visible()) : snapshot.visible();
    TableSnapshotPosition start = TableSnapshotPosition.startingAt(snapshot.point());
    return read(
        state,
        table,
        heaps,
        heaps.heaps().isEmpty() ? start : start.at(beginning(heaps.heaps().get(0), visible)),
        visible,
        heaps.heaps().stream().map(heap -> Segment.whole(heap, Rows.ALL)).toList());
  }

  private static Blocks beginning(Heap heap, String visible) {
    return new Blocks(visible, heap.oid(), heap.file(), 0);
  }

  private TableRead read(
      TableState state,
      CopiedTable table,
      Heaps heaps,
      TableSnapshotPosition start,
      String visible,
      List<Segment> segments) {
    Transaction version = new Transaction(start.point(), startedMicros, 0);
    TableRead.Plan plan = new TableRead.Plan(start, visible, version, segments, heaps.blockBytes());
    return new TableRead(state, table, plan);
  }

  private static List<Segment> restWithKey(List<Heap> heaps, Blocks read) {
    List<Segment> moved = new ArrayList<>();
    List<Segment> rest = new ArrayList<>();
    for (Heap heap : heaps) {
      long next = TupleId.block(read.next());
      if (heap.oid() < read.heap()) {
        moved.add(Segment.whole(heap, Rows.NEWER));
      } else if (heap.oid() == read.heap() && heap.file() == read.file()) {
        moved.add(new Segment(heap, 0, Math.min(next, heap.blocks()), Rows.NEWER));
        rest.add(new Segment(heap, TupleId.ofBlock(next), heap.blocks(), Rows.ALL));
      } else {
        rest.add(Segment.whole(heap, Rows.ALL));
      }
    }
    moved.addAll(rest);
    return moved;
  }

  private static List<Segment> restWithoutKey(TableState state, List<Heap> heaps, Blocks read) {
    List<Segment> rest = new ArrayList<>();
    for (Heap heap : heaps) {
      if (heap.oid() == read.heap()) {
        requireSameFile(state, heap, read);
        rest.add(new Segment(heap, read.next(), heap.blocks(), Rows.FORMER));
      } else if (heap.oid() > read.heap()) {
        rest.add(Segment.whole(heap, Rows.FORMER));
      }
    }
    return rest;
  }

  private static void requireSameFile(TableState state, Heap heap, Blocks read) {
    if (heap.file() != read.file()) {
      throw new ConnectException(
          "The snapshot of '"
              + state.name()
              + "' was interrupted, and the table has been written anew since (VACUUM FULL,"
              + " CLUSTER, TRUNCATE or ALTER TABLE). It has no key, so the rows read before cannot"
              + " be told from those that are left. Empty the target's table and remove the stored"
              + " offset "
              + state.offset().partition()
              + ", or leave the table out with table.exclude.list");
    }
  }
}
