package io.dbmazz.postgres.snapshot;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** How far the initial snapshot has come since the task started. Any thread. */
public final class SnapshotProgress {

  /** Tables named in a report. */
  private static final int NAMED = 5;

  private volatile List<TableState> tables = List.of();
  private volatile boolean running;

  void begin(List<TableState> all) {
    tables = List.copyOf(all);
    running = true;
  }

  void end() {
    running = false;
  }

  /** Whether rows are being read. */
  public boolean isRunning() {
    return running;
  }

  /** Tables that the snapshot has, done or not. */
  public long tables() {
    return tables.size();
  }

  /** Tables that are done. */
  public long tablesDone() {
    return tables.stream().filter(TableState::isDone).count();
  }

  /** Rows emitted. */
  public long rows() {
    return sum(TableProgress::rows);
  }

  /** Rows there will be in all, as the planner estimates. */
  public long expectedRows() {
    return sum(table -> Math.max(table.rows(), table.expectedRows()));
  }

  /** Bytes of tables read through. */
  public long bytes() {
    return sum(TableProgress::bytes);
  }

  /** Bytes of the tables in all. */
  public long expectedBytes() {
    return sum(table -> Math.max(table.bytes(), table.expectedBytes()));
  }

  private long sum(ToLongFunction<TableProgress> figure) {
    return tables.stream().map(TableState::progress).mapToLong(figure).sum();
  }

  /** Each table's progress. */
  public List<TableProgress> perTable() {
    return tables.stream().map(TableState::progress).toList();
  }

  /** For people. */
  public String detail() {
    String reading =
        perTable().stream()
            .filter(table -> !table.done() && table.hasBegun())
            .limit(NAMED)
            .map(TableProgress::toString)
            .collect(Collectors.joining("; "));
    return String.format(
        "%d of %d tables, %d of about %d rows, %d of %d MiB%s",
        tablesDone(),
        tables(),
        rows(),
        expectedRows(),
        bytes() >> 20,
        expectedBytes() >> 20,
        reading.isEmpty() ? "" : "; reading " + reading);
  }
}
