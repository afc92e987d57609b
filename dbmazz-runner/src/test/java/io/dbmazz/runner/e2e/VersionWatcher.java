package io.dbmazz.runner.e2e;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads a target table over and over and remembers the highest {@code dbmazz_cdc_version} seen of
 * each row: a row whose version goes down, or that vanishes although deletes are soft, was
 * overwritten by the past. Reads on a thread of its own; the methods are for the test's.
 */
public final class VersionWatcher {

  private final Connection target;
  private final String table;
  private final String query;
  private final Map<String, Long> newest = new HashMap<>();
  private final List<String> regressions = new ArrayList<>();
  private final AtomicLong rounds = new AtomicLong();
  private final AtomicReference<SQLException> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean stopped;

  private VersionWatcher(Connection target, String table, String keyColumn) {
    this.target = target;
    this.table = table;
    this.query = "SELECT " + keyColumn + ", dbmazz_cdc_version FROM " + table;
    this.thread = new Thread(this::run, "version-watcher-" + table);
  }

  /**
   * Starts watching.
   *
   * @param target owned by the watcher from now on
   */
  public static VersionWatcher start(Connection target, String table, String keyColumn) {
    VersionWatcher watcher = new VersionWatcher(target, table, keyColumn);
    watcher.thread.start();
    return watcher;
  }

  private void run() {
    try {
      while (!stopped) {
        readOnce();
        rounds.incrementAndGet();
      }
    } catch (SQLException e) {
      failure.set(e);
    }
  }

  private void readOnce() throws SQLException {
    Map<String, Long> seen = new HashMap<>();
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        seen.put(row.getString(1), row.getLong(2));
      }
    }
    newest.forEach((key, version) -> check(key, version, seen.get(key)));
    newest.putAll(seen);
  }

  private void check(String key, long before, Long now) {
    if (now == null) {
      regressions.add(table + " " + key + " vanished; it had version " + before);
    } else if (now < before) {
      regressions.add(table + " " + key + " went from version " + before + " to " + now);
    }
  }

  /** How often the whole table was read; a watcher that never read has shown nothing. */
  public long rounds() {
    return rounds.get();
  }

  /**
   * Stops watching, after a last look, and closes the connection.
   *
   * @return one line per row that regressed
   */
  public List<String> stop() throws SQLException, InterruptedException {
    stopped = true;
    thread.join();
    if (failure.get() != null) {
      throw failure.get();
    }
    readOnce();
    target.close();
    return List.copyOf(regressions);
  }
}
