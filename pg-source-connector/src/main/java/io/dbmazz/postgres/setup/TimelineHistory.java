package io.dbmazz.postgres.setup;

import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a server's WAL leaves the timelines of the servers before it.
 *
 * @param ends of the former timelines
 */
public record TimelineHistory(Map<Long, Lsn> ends) {

  public TimelineHistory {
    ends = Map.copyOf(ends);
  }

  /**
   * Asks a server.
   *
   * @param replication a walsender's connection
   * @param timeline of the server, beyond 1
   */
  public static TimelineHistory read(Connection replication, long timeline) throws SQLException {
    try (Statement statement = replication.createStatement();
        ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
      row.next();
      return parse(row.getString("content"));
    }
  }

  /** Reads a history file: lines of a timeline, the LSN of its end, and a reason, by tabs. */
  static TimelineHistory parse(String content) {
    Map<Long, Lsn> ends = new HashMap<>();
    content
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split("\\s+", 3))
        .forEach(parts -> ends.put(Long.valueOf(parts[0]), Lsn.parse(parts[1])));
    return new TimelineHistory(ends);
  }

  /** Where the server's WAL leaves a timeline; empty when it never was on it. */
  public Optional<Lsn> endOf(long timeline) {
    return Optional.ofNullable(ends.get(timeline));
  }
}
