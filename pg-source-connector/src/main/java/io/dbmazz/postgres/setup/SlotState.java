package io.dbmazz.postgres.setup;

import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A row of {@code pg_replication_slots}, whose columns differ between versions. */
final class SlotState {

  private final Map<String, String> columns;

  /**
   * @param columns by name, without those that are NULL
   */
  SlotState(Map<String, String> columns) {
    this.columns = Map.copyOf(columns);
  }

  /** Reads a slot; empty when there is none of that name. */
  static Optional<SlotState> read(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT * FROM pg_catalog.pg_replication_slots WHERE slot_name = ?")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(new SlotState(columns(row))) : Optional.empty();
      }
    }
  }

  private static Map<String, String> columns(ResultSet row) throws SQLException {
    Map<String, String> columns = new TreeMap<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      String value = row.getString(i);
      if (value != null) {
        columns.put(row.getMetaData().getColumnName(i), value);
      }
    }
    return columns;
  }

  Optional<String> plugin() {
    return column("plugin");
  }

  Optional<String> database() {
    return column("database");
  }

  /** The process that is reading it. */
  Optional<String> activePid() {
    return column("active_pid");
  }

  Optional<Lsn> confirmed() {
    return column("confirmed_flush_lsn").map(Lsn::parse);
  }

  boolean isTwoPhase() {
    return isTrue("two_phase");
  }

  boolean isFailover() {
    return isTrue("failover");
  }

  /** Why the slot can never be read again; empty while it can. */
  Optional<String> lossReason() {
    Optional<String> reason = column("invalidation_reason");
    if (reason.isPresent()) {
      return reason;
    }
    if (isTrue("conflicting")) {
      return Optional.of("conflict with recovery");
    }
    return column("wal_status").filter("lost"::equals).map(status -> "wal_status is lost");
  }

  private boolean isTrue(String name) {
    return column(name).filter("t"::equals).isPresent();
  }

  private Optional<String> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }
}
