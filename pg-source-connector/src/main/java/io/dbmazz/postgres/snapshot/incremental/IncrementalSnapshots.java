package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.postgres.emit.ChangeGate;
import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.emit.TableOffset;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.snapshot.TableProgress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads tables beside the stream, one after the other: those that are captured and were never read,
 * and those that signals name. For the polling thread, but for {@link #stored} and {@link #close}.
 *
 * <p>Why no row is lost and none goes back: docs/adr/0005-incremental-snapshots.md.
 */
public final class IncrementalSnapshots implements ChangeGate, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IncrementalSnapshots.class);

  private final ReadSettings settings;
  private final Optional<SignalTable> signalTable;
  private final Clock clock;
  private final ExecutorService thread;
  private final RunQueue queue;
  private final Deque<TableOffset> marks = new ArrayDeque<>();
  private final Map<TableName, TableProgress> finished = new ConcurrentHashMap<>();
  private SnapshotContext context;
  private volatile ActiveRun active;
  private TableVersion looked;
  private Kind kind = Kind.OTHER;

  private enum Kind {
    OTHER,
    SIGNAL,
    BEING_READ
  }

  /**
   * Reads nothing yet.
   *
   * @param signals the table that signals are inserted into, if there is one
   */
  public IncrementalSnapshots(ReadSettings settings, Optional<TableName> signals, Clock clock) {
    this.settings = settings;
    this.signalTable = signals.map(SignalTable::new);
    this.clock = clock;
    this.queue = new RunQueue(settings.options().topicPrefix());
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread created = new Thread(work, settings.threadName());
              created.setDaemon(true);
              return created;
            });
  }

  /** Takes up what an earlier task has left; once, before the first change. */
  public void begin(SnapshotContext start) {
    context = start;
    queue.begin(start);
    for (TableName table : start.left()) {
      LOG.info("Table {} is not captured any more", table);
      marks.add(queue.unread(table));
    }
  }

  @Override
  public Optional<RowChange> pass(RowChange change) {
    if (!change.table().equals(looked)) {
      looked = change.table();
      kind = kindOf(looked.schema(), looked.table());
    }
    if (kind == Kind.OTHER) {
      return Optional.of(change);
    }
    if (kind == Kind.BEING_READ) {
      return Optional.of(active.pass(change));
    }
    SignalTable table = signalTable.orElseThrow();
    table.signal(change).ifPresent(signal -> obey(table, signal));
    return Optional.empty();
  }

  private Kind kindOf(String schema, String table) {
    if (signalTable.filter(signals -> signals.is(schema, table)).isPresent()) {
      return Kind.SIGNAL;
    }
    boolean read = active != null && active.run().table().equals(new TableName(schema, table));
    return read ? Kind.BEING_READ : Kind.OTHER;
  }

  private void obey(SignalTable table, SignalRow signal) {
    Optional<Order> order = table.order(signal);
    if (order.isEmpty()) {
      return;
    }
    if (order.get() instanceof Order.Execute execute) {
      for (TableName named : table.tables(signal, execute.tables(), context.captured())) {
        LOG.info(
            "Signal {}: table {} {}",
            signal.id(),
            named,
            add(named, signal.id()) ? "will be read" : "is being read or waits for it already");
      }
      return;
    }
    Order.Stop stop = (Order.Stop) order.get();
    List<TableName> named =
        stop.tables().isEmpty()
            ? context.captured()
            : table.tables(signal, stop.tables(), context.captured());
    queue.waiting().stream().filter(run -> named.contains(run.table())).forEach(this::stop);
    if (active != null && named.contains(active.run().table())) {
      active.cancel();
      stop(active.run());
      active(null);
    }
  }

  private boolean add(TableName table, String signal) {
    boolean beingRead = active != null && active.run().table().equals(table);
    return !beingRead && queue.add(table, signal);
  }

  private void stop(TableRun run) {
    queue.remove(run);
    if (run.signal().isPresent()) {
      marks.add(queue.progress(run).done());
      LOG.info("Table {}: reading was stopped by a signal", run.table());
    } else {
      LOG.warn(
          "Table {}: reading was stopped by a signal. It was never read whole, so it will be read"
              + " at the next start, unless it is taken out of table.include.list",
          run.table());
    }
  }

  private void active(ActiveRun run) {
    active = run;
    looked = null;
  }

  /**
   * Whether the stream has to wait: rows of a table without keys have to be out first.
   *
   * @param next change that is not emitted yet, if there is one
   */
  public boolean holds(Optional<RowChange> next) {
    ActiveRun run = active;
    return run != null
        && next.filter(change -> isOf(run, change.table()) && run.holds(change)).isPresent();
  }

  private static boolean isOf(ActiveRun run, TableVersion table) {
    return run.run().table().equals(new TableName(table.schema(), table.table()));
  }

  /** How far the table has come that is being read; any thread. */
  public Optional<TableProgress> progress() {
    return Optional.ofNullable(active).map(ActiveRun::figures);
  }

  /** How far each table has come whose reading has begun, finished ones too; any thread. */
  public List<TableProgress> perTable() {
    Map<TableName, TableProgress> all = new HashMap<>(finished);
    progress().ifPresent(now -> all.put(now.table(), now));
    return List.copyOf(all.values());
  }

  /** Tables that are being read or wait for it; any thread. */
  public int tablesLeft() {
    return queue.size() + (active == null ? 0 : 1);
  }

  /** Whether something is to be read, so that waiting for the stream alone is not enough. */
  public boolean isActive() {
    return active != null || !marks.isEmpty();
  }

  /**
   * Emits the next row, when one is due, or another record of the snapshots.
   *
   * @return its size in bytes, about; 0 for none
   * @throws RuntimeException when a table cannot be read as it has to be
   */
  public long emitNext(RecordEmitter emitter, List<SourceRecord> out) {
    queue.changedNote().ifPresent(emitter::noteSignals);
    if (!marks.isEmpty()) {
      emitter.heartbeat(marks.remove(), out);
      return 1;
    }
    if (active == null) {
      queue.next().ifPresent(this::start);
      return 0;
    }
    long bytes = active.emitNext(emitter, micros(), out);
    if (active.state() != ActiveRun.State.RUNNING) {
      end(active);
    }
    return bytes;
  }

  private void start(TableRun run) {
    RunOffsets progress = queue.progress(run);
    Map<String, ?> offset = context.tableOffsets().apply(run.table());
    Optional<KeyTexts> after = offset.isEmpty() ? Optional.empty() : progress.resumeFrom(offset);
    active(new ActiveRun(progress, settings, thread, after));
  }

  private void end(ActiveRun ended) {
    if (ended.state() == ActiveRun.State.DONE) {
      queue.finished(ended.progress());
      finished.put(ended.run().table(), ended.figures().finished());
    } else {
      ended.cancel();
      queue.remove(ended.run());
    }
    active(null);
  }

  private long micros() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
  }

  /**
   * Offsets have been stored; for the thread that stores them.
   *
   * @param offsets asks for the stored offset of a table; empty for none
   */
  public void stored(Function<TableName, Map<String, ?>> offsets) {
    queue.stored(offsets);
  }

  /** Ends the reading soon; any thread. */
  @Override
  public void close() {
    ActiveRun closing = active;
    if (closing != null) {
      closing.cancel();
    }
    thread.shutdownNow();
  }
}
