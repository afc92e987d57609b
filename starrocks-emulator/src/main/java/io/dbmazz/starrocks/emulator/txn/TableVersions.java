package io.dbmazz.starrocks.emulator.txn;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the versions each table has gathered since they were last compacted, as tablets do, for
 * the back end's threads. A version is compacted away when it has reached the compaction delay.
 */
public final class TableVersions {
  private final Map<String, Deque<Instant>> versions = new HashMap<>();
  private final int limit;
  private final Duration compactionDelay;
  private final Clock clock;

  /** Tables without versions. */
  public TableVersions(int limit, Duration compactionDelay, Clock clock) {
    this.limit = limit;
    this.compactionDelay = compactionDelay;
    this.clock = clock;
  }

  /**
   * Checks that the table may take one more.
   *
   * @throws TransactionException if it has as many as it may
   */
  public synchronized void check(String database, String table) throws TransactionException {
    Deque<Instant> mine = versions(database, table);
    Instant compacted = clock.instant().minus(compactionDelay);
    while (!mine.isEmpty() && mine.peek().isBefore(compacted)) {
      mine.remove();
    }
    if (mine.size() >= limit) {
      throw new TransactionException(tooMany(database + "." + table, mine.size()));
    }
  }

  /** Counts a version that was committed. */
  public synchronized void add(String database, String table) {
    versions(database, table).add(clock.instant());
  }

  /** Compacts the table now. */
  public synchronized void compact(String database, String table) {
    versions.remove(database + "." + table);
  }

  private Deque<Instant> versions(String database, String table) {
    return versions.computeIfAbsent(database + "." + table, name -> new ArrayDeque<>());
  }

  private String tooMany(String name, int current) {
    return "Failed to load data into tablet "
        + (10_000 + Math.floorMod(name.hashCode(), 90_000))
        + ", because of too many versions, current/limit: "
        + current
        + "/"
        + limit
        + ". You can reduce the loading job concurrency, or increase loading data batch size. If"
        + " you are loading data with Routine Load, you can increase FE configs"
        + " routine_load_task_consume_second and max_routine_load_batch_size.";
  }
}
