package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.emit.TableOffset;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.record.TableSnapshotPosition;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A captured table and what has been emitted of it. Written by the polling thread, and by the
 * coordinating one while nothing is emitted; any thread may read the figures.
 */
final class TableState {

  private final TableName name;
  private final SnapshotEpoch epoch;
  private volatile Optional<TableSnapshotPosition> position;
  private TableOffset offset;
  private volatile boolean gone;
  private volatile boolean beside;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile long expectedRows;
  private volatile long expectedBytes;

  /**
   * @param position that an earlier task has stored
   */
  TableState(TableName name, SnapshotEpoch epoch, Optional<TableSnapshotPosition> position) {
    this.name = name;
    this.epoch = epoch;
    position.ifPresentOrElse(this::at, () -> this.position = Optional.empty());
  }

  TableName name() {
    return name;
  }

  Optional<TableSnapshotPosition> position() {
    return position;
  }

  boolean isDone() {
    return position.map(TableSnapshotPosition::isDone).orElse(false);
  }

  /** The table is no longer there. */
  void gone() {
    gone = true;
  }

  boolean isGone() {
    return gone;
  }

  /** The table is read beside the stream. */
  void leaveToTheStream() {
    beside = true;
  }

  boolean isBeside() {
    return beside;
  }

  boolean hasRows() {
    return rows.get() > 0;
  }

  /** What has been emitted reaches so far. */
  void at(TableSnapshotPosition reached) {
    position = Optional.of(reached);
    offset = epoch.offset(name, reached);
  }

  /** The position in Connect's form; only once there is one. */
  TableOffset offset() {
    return offset;
  }

  /** The catalog's estimates. */
  void expect(long rowsInAll, long bytesInAll) {
    expectedRows = rowsInAll;
    expectedBytes = bytesInAll;
  }

  /** Counts rows that were emitted. */
  void emitted(long more) {
    rows.addAndGet(more);
  }

  /** Counts bytes of the table that were read through. */
  void passed(long more) {
    bytes.addAndGet(more);
  }

  TableProgress progress() {
    return new TableProgress(name, isDone(), rows.get(), expectedRows, bytes.get(), expectedBytes);
  }
}
