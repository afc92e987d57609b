package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.emit.SnapshotMark;
import io.dbmazz.postgres.pgoutput.Tuple;
import io.dbmazz.record.TableSnapshotPosition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes records of the rows that the readers have queued. One row is held back, as the last of a
 * table and of a chunk carries how far the table is read. For the polling thread alone.
 */
final class SnapshotEmitter {

  /** A row and what is true of its table once it is stored. */
  private record Held(TableState table, RowChange row, TableSnapshotPosition position) {}

  private final RecordEmitter records;
  private final List<TableState> tables;
  private Optional<Portion> portion = Optional.empty();
  private Optional<Held> held = Optional.empty();
  private Optional<Tuple> parsed = Optional.empty();
  private int next;
  private long session;
  private boolean begun;

  /**
   * @param tables of the snapshot
   */
  SnapshotEmitter(RecordEmitter records, List<TableState> tables) {
    this.records = records;
    this.tables = tables;
  }

  boolean hasPortion() {
    return portion.isPresent();
  }

  void begin(Portion taken) {
    if (taken.session() != session) {
      session = taken.session();
      held = Optional.empty();
    }
    portion = Optional.of(taken);
    parsed = Optional.empty();
    next = 0;
  }

  /**
   * Emits one row, or what ends with the portion. When it throws, the next call is for the same
   * row.
   *
   * @return bytes of the row
   */
  long emitNext(List<SourceRecord> out) {
    Portion current = portion.orElseThrow();
    if (current.chunk().table().isAbandoned()) {
      held = held.filter(row -> row.table() != current.chunk().table().state());
      portion = Optional.empty();
      return 0;
    }
    if (next < current.rows().size()) {
      byte[] row = current.rows().get(next);
      long size = row.length;
      accept(current.chunk(), row, out);
      parsed = Optional.empty();
      next++;
      return size;
    }
    portion = Optional.empty();
    if (current.end() != Portion.End.NOTHING) {
      endChunk(current.chunk());
    }
    if (current.end() == Portion.End.TABLE) {
      endTable(current.chunk().table(), out);
    }
    return 0;
  }

  private void accept(Chunk chunk, byte[] row, List<SourceRecord> out) {
    TableRead read = chunk.table();
    TableSnapshotPosition after = positionOf(read);
    byte[] columns = row;
    if (!read.hasKey()) {
      int place = placeOf(row);
      long tuple = TupleId.parse(row, place, row.length);
      after = after.at(read.progress(chunk.range().heap(), tuple + 1));
      columns = Arrays.copyOf(row, Math.max(0, place - 1));
    }
    if (parsed.isEmpty()) {
      parsed = Optional.of(read.table().values(columns));
    }
    RowChange change = read.table().read(parsed.get(), read.plan().version());
    release(SnapshotMark.MIDDLE, out);
    held = Optional.of(new Held(read.state(), change, after));
  }

  /** Where the place begins, which is the last column and has no escapes. */
  private static int placeOf(byte[] row) {
    int at = row.length - 1;
    while (at > 0 && row[at - 1] != '\t') {
      at--;
    }
    return at;
  }

  /** What is true of the table before the chunk is emitted to its end. */
  private TableSnapshotPosition positionOf(TableRead read) {
    return held.filter(row -> row.table() == read.state())
        .map(Held::position)
        .or(() -> read.state().position())
        .orElse(read.plan().start());
  }

  private void endChunk(Chunk chunk) {
    TableRead read = chunk.table();
    read.state().passed(chunk.blocks() * read.plan().blockBytes());
    chunk.end().ifPresent(blocks -> move(read, positionOf(read).at(blocks)));
  }

  /** The held row carries it, or the next record of the table. */
  private void move(TableRead read, TableSnapshotPosition reached) {
    if (held.isPresent()) {
      held = Optional.of(new Held(read.state(), held.get().row(), reached));
    } else {
      read.state().at(reached);
    }
  }

  private void endTable(TableRead read, List<SourceRecord> out) {
    move(read, positionOf(read).done());
    if (held.isPresent()) {
      boolean last = tables.stream().allMatch(t -> t == read.state() || t.isDone());
      release(last ? SnapshotMark.LAST : SnapshotMark.LAST_OF_TABLE, out);
    } else {
      records.heartbeat(read.state().offset(), out);
    }
  }

  private void release(SnapshotMark mark, List<SourceRecord> out) {
    if (held.isEmpty()) {
      return;
    }
    Held row = held.get();
    boolean first = !row.table().hasRows();
    if (!row.position().equals(row.table().position().orElse(null))) {
      row.table().at(row.position());
    }
    SnapshotMark firstMark = begun ? SnapshotMark.FIRST_OF_TABLE : SnapshotMark.FIRST;
    boolean middle = mark == SnapshotMark.MIDDLE;
    records.read(row.row(), middle && first ? firstMark : mark, row.table().offset(), out);
    row.table().emitted(1);
    begun = true;
    held = Optional.empty();
  }
}
