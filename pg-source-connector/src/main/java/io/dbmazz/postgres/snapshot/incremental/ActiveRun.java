package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.emit.SnapshotMark;
import io.dbmazz.postgres.emit.TableOffset;
import io.dbmazz.postgres.snapshot.TableProgress;
import io.dbmazz.postgres.snapshot.incremental.ReadChunk.Rest;
import io.dbmazz.postgres.snapshot.incremental.TableReading.Start;
import io.dbmazz.postgres.snapshot.incremental.WholeRun.Truncates;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.Operation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reading of one table, from the polling thread's side. */
final class ActiveRun {

  private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);

  /** Changes of the table kept for a chunk that is being read: some ten megabytes. */
  private static final int TOUCHES = 50_000;

  private final RunOffsets progress;
  private final ReadSettings settings;
  private final Executor thread;
  private TableWindow window = new TableWindow(TOUCHES);
  private Optional<WholeRun> whole = Optional.empty();
  private final RunFigures figures;
  private TableReading reading;
  private Optional<ClosedChunk> closing = Optional.empty();
  private Optional<KeyTexts> emitted;
  private State state = State.RUNNING;

  enum State {
    RUNNING,
    DONE,
    /** The table cannot be read. */
    REFUSED
  }

  /**
   * Watches the table's changes from now on, and begins to read it.
   *
   * @param after key after which to read; empty for the whole table
   */
  ActiveRun(RunOffsets progress, ReadSettings settings, Executor thread, Optional<KeyTexts> after) {
    this.progress = progress;
    this.settings = settings;
    this.thread = thread;
    this.emitted = after;
    this.figures = new RunFigures(progress.run().table());
    LOG.info(
        "Table {}: reading {} beside the stream",
        progress.run().table(),
        after.isPresent() ? "on" : "all rows");
    read(after, Start.AFTER_WRITERS);
  }

  private void read(Optional<KeyTexts> after, Start start) {
    reading = new TableReading(settings, progress.run().table(), after, start);
    thread.execute(reading);
  }

  TableRun run() {
    return progress.run();
  }

  RunOffsets progress() {
    return progress;
  }

  State state() {
    return state;
  }

  /** A change of the table on its way out. */
  RowChange pass(RowChange change) {
    RowChange passed = change;
    if (whole.filter(WholeRun::hasBegun).isEmpty()) {
      passed = window.pass(change);
    }
    whole.ifPresent(run -> run.pass(change));
    readAgainIfUseless();
    return passed;
  }

  /** Whether a change of the table, the next of the stream, has to wait for rows. */
  boolean holds(RowChange next) {
    return state == State.RUNNING && whole.filter(run -> run.holds(next)).isPresent();
  }

  private void readAgainIfUseless() {
    if (whole.filter(WholeRun::isUseless).isPresent()) {
      LOG.debug("Table {}: another snapshot is taken", run().table());
      whole = Optional.empty();
      reading.cancel();
      read(Optional.empty(), Start.AFTER_PAUSE);
    } else if (window.isUseless()) {
      LOG.debug("Table {}: chunks are read again", run().table());
      reading.cancel();
      read(window.discard(), Start.AFTER_PAUSE);
    }
  }

  /**
   * Emits the next row, when one is due.
   *
   * @param micros the time, since 1970-01-01 UTC
   * @return its size in bytes, about; 0 for none
   */
  long emitNext(RecordEmitter emitter, long micros, List<SourceRecord> out) {
    if (state != State.RUNNING) {
      return 0;
    }
    if (whole.isPresent()) {
      return emitWhole(emitter, micros, out);
    }
    if (!hasClosing(emitter.position().endLsn())) {
      return 0;
    }
    ClosedChunk chunk = closing.orElseThrow();
    RowChange row = chunk.rows().poll();
    boolean isLast = chunk.rows().isEmpty();
    if (isLast) {
      finish(chunk);
    }
    TableOffset offset = state == State.DONE ? progress.done() : progress.at(emitted);
    if (row != null) {
      figures.count(chunk.rowBytes(), micros);
      emitter.read(
          RowVersion.read(row, RowVersion.at(emitter.position().endLsn(), micros)),
          SnapshotMark.INCREMENTAL,
          offset,
          out);
    } else {
      emitter.heartbeat(offset, out);
    }
    return chunk.rowBytes();
  }

  private long emitWhole(RecordEmitter emitter, long micros, List<SourceRecord> out) {
    takeOutcomes();
    if (whole.isEmpty() || state != State.RUNNING) {
      return 0;
    }
    long bytes = whole.get().emitNext(emitter, micros, reading::makeRoom, out);
    if (whole.get().isDone()) {
      reading.cancel();
      done();
    }
    return bytes;
  }

  private void done() {
    state = State.DONE;
    LOG.info("Table {}: read, {} rows emitted", run().table(), figures.progress().rows());
  }

  private boolean hasClosing(Lsn covered) {
    if (closing.isEmpty()) {
      takeOutcomes();
      closing = window.close(covered);
    }
    return closing.isPresent();
  }

  /** How far it has come; any thread. */
  TableProgress figures() {
    return figures.progress();
  }

  private void finish(ClosedChunk chunk) {
    closing = Optional.empty();
    emitted = chunk.last().or(() -> emitted);
    reading.makeRoom();
    if (chunk.rest() == Rest.NONE) {
      done();
    }
  }

  private void takeOutcomes() {
    for (Optional<Outcome> next = reading.next();
        next.isPresent() && state == State.RUNNING;
        next = reading.next()) {
      take(next.get());
      readAgainIfUseless();
    }
  }

  private void take(Outcome outcome) {
    if (outcome instanceof Outcome.Chunk read) {
      window.add(read.chunk());
    } else if (outcome instanceof Outcome.Whole begun) {
      whole = Optional.of(wholeOf(begun));
    } else if (outcome instanceof Outcome.Part part) {
      whole.ifPresent(run -> run.add(part));
    } else if (outcome instanceof Outcome.Lost) {
      beginAnew();
    } else if (outcome instanceof Outcome.Look look) {
      window.look(look.seen());
    } else if (outcome instanceof Outcome.Size known) {
      figures.expect(known.size());
    } else if (outcome instanceof Outcome.Refused refused) {
      state = State.REFUSED;
      LOG.error("{}; the snapshot of table {} ends here", refused.reason(), run().table());
    } else {
      throw ((Outcome.Failed) outcome).failure();
    }
  }

  private WholeRun wholeOf(Outcome.Whole begun) {
    boolean skipped = settings.options().skipped().contains(Operation.TRUNCATE);
    return new WholeRun(
        progress,
        figures,
        begun,
        skipped ? Truncates.SKIPPED : Truncates.EMITTED,
        window.unseen(begun.seen()));
  }

  private void beginAnew() {
    whole = Optional.empty();
    window = new TableWindow(TOUCHES);
    read(Optional.empty(), Start.AFTER_WRITERS);
  }

  /** Ends the reading soon; for any thread. */
  void cancel() {
    reading.cancel();
  }
}
