package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.postgres.change.Transaction;
import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.emit.SnapshotMark;
import io.dbmazz.postgres.emit.TableOffset;
import io.dbmazz.postgres.snapshot.incremental.ReadChunk.Rest;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import io.dbmazz.record.SourcePosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a table without keys on their way into the stream: at one place of it, a truncate and
 * then all rows that the table has there. For the polling thread.
 *
 * <p>The place is the first end of a transaction behind {@code high}. Everything that the snapshot
 * sees is emitted by then, and wiped by the truncate; what is emitted by then and the snapshot does
 * not see is wiped too, and so is added to the rows, or taken out. Later inserts may come among the
 * rows; anything else of the table waits until all rows are out.
 */
final class WholeRun {

  private static final Logger LOG = LoggerFactory.getLogger(WholeRun.class);

  private final RunOffsets offsets;
  private final RunFigures figures;
  private final Outcome.Whole source;
  private final Truncates truncates;
  private final RowBalance balance = new RowBalance();
  private final Deque<Outcome.Part> parts = new ArrayDeque<>();
  private final Deque<RowChange> due = new ArrayDeque<>();
  private Optional<Lsn> mark = Optional.empty();
  private long rowBytes = 1;
  private boolean allDue;
  private boolean useless;
  private boolean done;

  /** Whether records of truncates are wanted. */
  enum Truncates {
    EMITTED,
    SKIPPED
  }

  /**
   * @param touches of the table that were emitted already, of transactions that the snapshot may
   *     not see; empty when they are not known
   */
  WholeRun(
      RunOffsets offsets,
      RunFigures figures,
      Outcome.Whole source,
      Truncates truncates,
      Optional<List<Touch>> touches) {
    this.offsets = offsets;
    this.figures = figures;
    this.source = source;
    this.truncates = truncates;
    touches.ifPresentOrElse(known -> known.forEach(this::count), () -> useless = true);
  }

  private void count(Touch touch) {
    boolean known =
        source.seen().misses(touch.xid())
            && isOfSameShape(touch.table())
            && touch.partial().filter(balance::apply).isPresent();
    useless |= !known;
  }

  private boolean isOfSameShape(TableVersion table) {
    return !table.schemas().hasKey()
        && table.schemas().row().equals(source.table().schemas().row());
  }

  /** A change of the table on its way out. */
  void pass(RowChange change) {
    if (mark.isEmpty()) {
      if (!source.seen().sees(change.transaction().xid())) {
        count(Touch.of(change));
      }
    } else if (change.operation() == Operation.TRUNCATE) {
      parts.clear();
      due.clear();
      allDue = true;
    }
  }

  /** Whether it cannot be told what the snapshot lacks: another one has to be taken. */
  boolean isUseless() {
    return useless && mark.isEmpty();
  }

  /** Whether rows go out, so that a changes of the table before it is known is without effect. */
  boolean hasBegun() {
    return mark.isPresent();
  }

  /** Whether a change, the next of the stream, has to wait for rows. */
  boolean holds(RowChange next) {
    return hasBegun()
        && !done
        && (next.operation() != Operation.CREATE || !isOfSameShape(next.table()));
  }

  void add(Outcome.Part part) {
    if (!allDue) {
      parts.add(part);
    }
  }

  boolean isDone() {
    return done;
  }

  /**
   * Emits the next row, when one is due.
   *
   * @param micros the time, since 1970-01-01 UTC
   * @param taken called when another part can be read
   * @return its size in bytes, about; 0 for none
   */
  long emitNext(RecordEmitter emitter, long micros, Runnable taken, List<SourceRecord> out) {
    if (mark.isEmpty() && !begin(emitter.position())) {
      return 0;
    }
    while (due.isEmpty() && !allDue && !parts.isEmpty()) {
      take(parts.remove());
      taken.run();
    }
    done = allDue && due.size() <= 1;
    TableOffset offset = done ? offsets.done(mark.get()) : offsets.begun(mark.get());
    RowChange next = due.poll();
    if (next == null) {
      if (!done) {
        return 0;
      }
      emitter.heartbeat(offset, out);
      return 1;
    }
    emit(next, emitter, micros, offset, out);
    return rowBytes;
  }

  private void emit(
      RowChange next,
      RecordEmitter emitter,
      long micros,
      TableOffset offset,
      List<SourceRecord> out) {
    Transaction version = RowVersion.at(emitter.position().endLsn(), micros);
    boolean truncate = next.operation() == Operation.TRUNCATE;
    if (!truncate) {
      figures.count(rowBytes, micros);
    }
    RowChange versioned =
        truncate
            ? RowChange.truncate(next.table(), version, version.commitLsn(), next.ordinal())
            : RowVersion.read(next, version);
    emitter.read(versioned, SnapshotMark.INCREMENTAL, offset, out);
  }

  /** Whether the stream has got where the rows belong: between two transactions. */
  private boolean begin(SourcePosition position) {
    Lsn covered = position.endLsn();
    if (source.high().isAfter(covered) || !covered.isAfter(position.commitLsn())) {
      return false;
    }
    mark = Optional.of(covered);
    if (truncates == Truncates.EMITTED) {
      due.add(
          RowChange.truncate(
              source.table(), RowVersion.at(covered, 0), covered, RowVersion.BEFORE_ALL));
    }
    due.addAll(balance.added());
    return true;
  }

  private void take(Outcome.Part part) {
    rowBytes = 1 + part.bytes() / Math.max(1, part.rows().size());
    part.rows().stream().filter(balance::isLeft).forEach(due::add);
    allDue = part.rest() == Rest.NONE;
    if (allDue && balance.missing() > 0) {
      LOG.warn(
          "Table {}: {} rows that were deleted or updated while it was read were not among its"
              + " rows. Read it again if rows are in doubt",
          offsets.run().table(),
          balance.missing());
    }
  }
}
