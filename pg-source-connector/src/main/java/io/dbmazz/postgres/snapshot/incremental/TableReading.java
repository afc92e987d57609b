package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.CopiedTables;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.snapshot.incremental.ReadChunk.Rest;
import io.dbmazz.postgres.type.CatalogConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading of one table from a key on: run by the reading thread, a few chunks ahead of the
 * polling thread, which takes the outcomes and may cancel. A lost connection is made anew.
 */
final class TableReading implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(TableReading.class);

  /**
   * Chunks read and not yet emitted: enough to hide the way of the WAL, few enough for the heap.
   */
  private static final int AHEAD = 4;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

  private final ReadSettings settings;
  private final TableName table;
  private final Semaphore room = new Semaphore(AHEAD);
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final AtomicReference<Connection> open = new AtomicReference<>();
  private Optional<KeyTexts> after;
  private Start start;
  private int failures;

  /** What comes before the first chunk. */
  enum Start {
    /** Those who write to the table now are waited for. */
    AFTER_WRITERS,
    /** A little time has to pass: the chunks just read were of no use. */
    AFTER_PAUSE,
    AT_ONCE
  }

  /**
   * @param after key after which to read; empty for the whole table
   */
  TableReading(ReadSettings settings, TableName table, Optional<KeyTexts> after, Start start) {
    this.settings = settings;
    this.table = table;
    this.after = after;
    this.start = start;
  }

  /** The next outcome, if there is one; for the polling thread. */
  Optional<Outcome> next() {
    return Optional.ofNullable(outcomes.poll());
  }

  /** A chunk has left the window, so another may be read; for the polling thread. */
  void makeRoom() {
    room.release();
  }

  /** Ends the reading soon; for any thread. */
  void cancel() {
    cancelled.countDown();
    Connection connection = open.getAndSet(null);
    if (connection != null) {
      abort(connection);
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("A reading connection did not close in order", e);
    }
  }

  @Override
  public void run() {
    boolean done = false;
    while (!done && !isCancelled()) {
      done = attempt();
    }
  }

  private boolean attempt() {
    CatalogConnection catalog = new CatalogConnection(settings.opener());
    try (catalog;
        Connection connection = connect()) {
      readAll(connection, new CopiedTables(settings.options(), catalog));
      return true;
    } catch (SnapshotLostException e) {
      if (isCancelled()) {
        return true;
      }
      LOG.warn("Reading table {} was interrupted, beginning anew: {}", table, e.getMessage());
      outcomes.add(new Outcome.Lost());
      return true;
    } catch (SQLException | RuntimeException e) {
      return isCancelled() || isFinal(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = settings.opener().open();
    open.set(connection);
    if (isCancelled()) {
      abort(connection);
    }
    ReadingSession.prepare(connection);
    return connection;
  }

  private void readAll(Connection connection, CopiedTables tables)
      throws SQLException, InterruptedException {
    ChunkSession session = new ChunkSession(connection, table, tables, settings);
    StreamNudge nudge = new StreamNudge(connection);
    waitBefore(connection, session);
    try {
      readChunks(session, nudge);
    } catch (KeylessTableException e) {
      LOG.debug("Reading the table whole", e);
      readWhole(connection, tables);
    }
  }

  private void readChunks(ChunkSession session, StreamNudge nudge)
      throws SQLException, InterruptedException {
    Rest rest = Rest.MORE;
    while (rest == Rest.MORE && takeRoom()) {
      Optional<ReadChunk> chunk = session.read(after);
      if (chunk.isEmpty()) {
        room.release();
        cancelled.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      } else {
        rest = chunk.get().rest();
        after = chunk.get().last().or(() -> after);
        outcomes.add(new Outcome.Chunk(chunk.get()));
        failures = 0;
        nudge.send();
      }
    }
  }

  /** All rows under one snapshot; another is another beginning. */
  private void readWhole(Connection connection, CopiedTables tables)
      throws SQLException, InterruptedException {
    room.release();
    WholeTable whole = new WholeTable(connection, table, tables, settings);
    AtomicBoolean begun = new AtomicBoolean();
    try {
      boolean read = whole.read(outcome -> hand(outcome, begun));
      if (!read) {
        throw new RetriableException("Table " + table + " has just been altered");
      }
    } catch (SQLException | RetriableException e) {
      if (begun.get() && ReadingSession.end(e, table).isEmpty()) {
        cancelled.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        throw new SnapshotLostException(e);
      }
      throw e;
    }
  }

  private void hand(Outcome outcome, AtomicBoolean begun)
      throws SQLException, InterruptedException {
    if (outcome instanceof Outcome.Whole) {
      begun.set(true);
      outcomes.add(outcome);
      nudge();
    } else if (takeRoom()) {
      outcomes.add(outcome);
    } else {
      throw new CancellationException();
    }
  }

  /** From a connection of its own, as the reading one is in its transaction. */
  private void nudge() throws SQLException {
    try (Connection other = settings.opener().open()) {
      ReadingSession.prepare(other);
      new StreamNudge(other).send();
    }
  }

  private void waitBefore(Connection connection, ChunkSession session)
      throws SQLException, InterruptedException {
    if (start == Start.AFTER_PAUSE) {
      cancelled.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } else if (start == Start.AFTER_WRITERS) {
      WriterWait wait = WriterWait.begin(connection, table, session.look(), System::nanoTime);
      for (XidSnapshot seen = session.look();
          !isCancelled() && !wait.isOver(connection, seen);
          seen = session.look()) {
        outcomes.add(new Outcome.Look(seen));
        cancelled.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    if (start != Start.AT_ONCE) {
      outcomes.add(new Outcome.Size(TableSize.of(connection, table)));
    }
    start = Start.AT_ONCE;
  }

  private boolean takeRoom() throws InterruptedException {
    while (!isCancelled()) {
      if (room.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  /** Whether trying again makes no sense; if it does, waits a while. */
  private boolean isFinal(Exception failure) {
    Optional<Outcome> end = ReadingSession.end(failure, table);
    if (end.isPresent()) {
      outcomes.add(end.get());
      return true;
    }
    failures++;
    long millis = Math.min(100L << Math.min(failures - 1, 10), LONGEST_RETRY.toMillis());
    if (failures == 1) {
      LOG.warn("Reading table {} was interrupted, trying again: {}", table, failure.toString());
    }
    LOG.debug("Reading table {} was interrupted, attempt {}", table, failures, failure);
    try {
      return cancelled.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private boolean isCancelled() {
    return cancelled.getCount() == 0;
  }
}
