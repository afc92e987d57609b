package io.dbmazz.starrocks.table;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tables the columns that rows bring, wide enough where StarRocks can widen them. The task's
 * thread only.
 */
public final class TableEvolution {

  private static final Logger LOG = LoggerFactory.getLogger(TableEvolution.class);

  /** Shorter than what a worker waits for a task that is to stop (5 s). */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(2);

  /** Who has not asked for so long has given up waiting. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private final TableCatalog catalog;
  private final ColumnChanges changes;
  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final Map<TableId, Waiting> waiting = new HashMap<>();

  /** What is known of a table that is waited for. */
  private static final class Waiting {
    final long since;
    final Set<String> cancelledJobs = new HashSet<>();
    long lastAsked;

    Waiting(long now) {
      since = now;
      lastAsked = now;
    }
  }

  /**
   * Waits with the given sleeper and clock.
   *
   * @param timeout longest time that a table may take, over all calls
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public TableEvolution(
      TableCatalog catalog, Duration timeout, Sleeper sleeper, LongSupplier nanoTime) {
    this.catalog = catalog;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
    changes = new ColumnChanges(catalog, sleeper, nanoTime);
  }

  /**
   * Returns the table once it has every column of the rows, as StarRocks shows it now. Columns that
   * rows do not bring stay. Several tasks may do the same at once.
   *
   * @throws MissingTableException when there is no such table
   * @throws RetriableException when StarRocks does not answer, or its job is not done soon: call
   *     again
   * @throws ConnectException when it refuses, or the job is not done in time
   */
  public TargetTable fit(ArrivingTable rows) {
    TableId id = rows.id();
    TargetTable table = catalog.refresh(id);
    Optional<String> statement = statement(table, rows);
    if (statement.isPresent()) {
      table = change(table, rows, statement.get());
    }
    waiting.remove(id);
    return table;
  }

  /** The ALTER that {@link #fit} would begin with; empty when the table is as it should be. */
  public static Optional<String> statement(TargetTable table, ArrivingTable rows) {
    return new SchemaDifference(table, rows).statement();
  }

  private TargetTable change(TargetTable table, ArrivingTable rows, String statement) {
    TableId id = rows.id();
    Waiting state = waiting(table, rows, statement);
    if (nanoTime.getAsLong() - state.since > timeout.toNanos()) {
      waiting.remove(id);
      throw tooLong(id, statement);
    }
    ColumnChanges.Wanted wanted =
        new ColumnChanges.Wanted(
            id, "changing table " + id + " by " + statement, now -> statement(now, rows));
    TargetTable changed = changes.make(wanted, table, LONGEST_CALL, state.cancelledJobs);
    LOG.info("Table {} has the columns of its rows", id);
    return changed;
  }

  private Waiting waiting(TargetTable table, ArrivingTable rows, String statement) {
    long now = nanoTime.getAsLong();
    Waiting known = waiting.get(table.id());
    if (known != null && now - known.lastAsked <= LONGEST_SILENCE.toNanos()) {
      known.lastAsked = now;
      return known;
    }
    LOG.info("Table {} is changed for the rows that come: {}", table.id(), statement);
    reportRename(table, rows);
    Waiting begun = new Waiting(now);
    waiting.put(table.id(), begun);
    return begun;
  }

  /** To a sink a renamed column is one that is gone and one that is new. */
  private static void reportRename(TargetTable table, ArrivingTable rows) {
    List<String> added = new SchemaDifference(table, rows).added();
    List<String> left = LeftBehind.columns(table, rows.names());
    if (!added.isEmpty() && !left.isEmpty()) {
      LOG.warn(
          "Table {} gets {}, and its rows no longer bring {}. If a column was renamed at the source,"
              + " the old one stays and is NULL in rows that change from now on; rows that do not"
              + " change have their value there alone: copy it (UPDATE) and drop the old column",
          table.id(),
          added,
          left);
    }
  }

  private ConnectException tooLong(TableId id, String statement) {
    return new ConnectException(
        changes.unfinished(id, statement)
            + ". It has taken more than "
            + timeout.toSeconds()
            + " s (schema.evolution.timeoutms): wait for it or cancel it (CANCEL ALTER TABLE COLUMN"
            + " FROM "
            + TableCatalog.quoted(id)
            + "), then start the task again");
  }
}
