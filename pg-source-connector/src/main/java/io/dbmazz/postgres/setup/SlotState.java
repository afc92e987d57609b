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
            "SELECT *, pg_catalog.pg_is_in_recovery() AS in_recovery"
                + " FROM pg_catalog.pg_replication_slots WHERE slot_name = ?")) {
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

  /** Where the WAL begins that the server keeps for it. */
  Optional<Lsn> restart() {
    return column("restart_lsn").map(Lsn::parse);
  }

  /** WAL that may still be written before the server gives the slot up; empty for any amount. */
  Optional<Long> bytesLeft() {
    return column("safe_wal_size").map(Long::valueOf);
  }

  /** Whether WAL that it needs is about to be removed. */
  boolean isUnreserved() {
    return column("wal_status").filter("unreserved"::equals).isPresent();
  }

  /** Whether this server is a standby that copies it from the primary. */
  boolean isBeingSynced() {
    return isTrue("synced") && isOnStandby();
  }

  /** Whether this server is a standby. */
  boolean isOnStandby() {
    return isTrue("in_recovery");
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
    // PostgreSQL 16 calls a slot conflicting whatever it was lost for, also on a primary.
    if (isTrue("conflicting") && isOnStandby()) {
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
