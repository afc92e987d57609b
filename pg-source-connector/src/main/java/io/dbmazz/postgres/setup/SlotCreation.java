package io.dbmazz.postgres.setup;

import io.dbmazz.postgres.setup.SlotSettings.Kind;
import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the slot on a replication connection. The thread that does it may wait for other
 * transactions; any other may cancel it.
 */
final class SlotCreation {

  private static final Logger LOG = LoggerFactory.getLogger(SlotCreation.class);

  /** Leaves room for a suffix in the 63 characters of a name. */
  private static final int LONGEST_BASE = 48;

  /** The lock time-out holds for each of the transactions waited for, so this is some of them. */
  private static final int ANSWER_MILLIS = 600_000;

  private final SlotSettings settings;
  private final AtomicReference<Statement> underway = new AtomicReference<>();

  SlotCreation(SlotSettings settings) {
    this.settings = settings;
  }

  /**
   * A slot just created.
   *
   * @param point position from which it has all changes
   * @param snapshot name of the snapshot that shows all before; empty unless asked for
   */
  record Created(Lsn point, Optional<String> snapshot) {}

  /** Whether a creation exports a snapshot. */
  enum Export {
    NOTHING,
    SNAPSHOT
  }

  /**
   * Creates the slot. The server waits for the end of every transaction that is writing; the lock
   * time-out bounds that on the server's side, so that no walsender is left waiting when we are
   * gone.
   */
  Created create(Connection replication, Export export) throws SQLException {
    requireFailoverSupport(replication);
    Created created = run(replication, command(export));
    LOG.info("Created slot {} at {}", settings.name(), created.point());
    return created;
  }

  /** Creates a slot that lasts as long as the connection, for the snapshot that it exports. */
  Created createTemporary(Connection replication) throws SQLException {
    String base = settings.name().substring(0, Math.min(settings.name().length(), LONGEST_BASE));
    String name = base + "_snap_" + UUID.randomUUID().toString().substring(0, 8);
    return run(
        replication,
        "CREATE_REPLICATION_SLOT "
            + Sql.identifier(name)
            + " TEMPORARY LOGICAL pgoutput EXPORT_SNAPSHOT");
  }

  private Created run(Connection replication, String command) throws SQLException {
    try (Statement statement = replication.createStatement()) {
      statement.execute("SET lock_timeout = '60s'");
      tellWhatAStandbyWaitsFor(statement);
      replication.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
      underway.set(statement);
      try (ResultSet row = statement.executeQuery(command)) {
        row.next();
        return new Created(
            Lsn.parse(row.getString("consistent_point")),
            Optional.ofNullable(row.getString("snapshot_name")));
      }
    } catch (SQLException e) {
      throw explained(e);
    } finally {
      underway.set(null);
    }
  }

  private void tellWhatAStandbyWaitsFor(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_is_in_recovery()")) {
      row.next();
      if (row.getBoolean(1)) {
        LOG.info(
            "Creating slot {} on a standby, which waits until the primary writes down its running"
                + " transactions; at once with, on the primary: SELECT pg_log_standby_snapshot()",
            settings.name());
      }
    }
  }

  private String command(Export export) {
    String create =
        "CREATE_REPLICATION_SLOT " + Sql.identifier(settings.name()) + " LOGICAL pgoutput";
    boolean exports = export == Export.SNAPSHOT;
    if (settings.kind() == Kind.FAILOVER) {
      return create + " (SNAPSHOT '" + (exports ? "export" : "nothing") + "', FAILOVER)";
    }
    return create + (exports ? " EXPORT_SNAPSHOT" : " NOEXPORT_SNAPSHOT");
  }

  /** Turns on a slot's failover property. */
  void makeFailover(Connection replication) throws SQLException {
    requireFailoverSupport(replication);
    try (Statement statement = replication.createStatement()) {
      statement.execute(
          "ALTER_REPLICATION_SLOT " + Sql.identifier(settings.name()) + " (FAILOVER true)");
    }
    LOG.info("Slot {} is now kept by standbys", settings.name());
  }

  private void requireFailoverSupport(Connection connection) throws SQLException {
    if (settings.kind() == Kind.FAILOVER
        && connection.getMetaData().getDatabaseMajorVersion() < 17) {
      throw new SetupException(
          "slot.failover", "slot.failover needs PostgreSQL 17 or newer; set it to false");
    }
  }

  private SQLException explained(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    String message = "Slot '" + settings.name() + "' could not be created: ";
    if (state.equals("55P03")) {
      throw new RetriableException(
          message
              + "a transaction has been open for more than 60 s. SELECT pid, xact_start, query"
              + " FROM pg_stat_activity WHERE backend_xid IS NOT NULL ORDER BY xact_start",
          failure);
    }
    if (state.equals("53400")) {
      throw new SetupException(
          "slot.name",
          message
              + failure.getMessage()
              + ". Raise max_replication_slots and restart the server, or drop an unused slot; a"
              + " snapshot takes one more for a moment",
          failure);
    }
    return failure;
  }

  /** Makes a {@link #create} under way in another thread fail; the server drops the slot. */
  void cancel() {
    Statement statement = underway.get();
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        LOG.warn("Creation of slot {} could not be cancelled: {}", settings.name(), e.toString());
        LOG.debug("Creation of slot {} could not be cancelled", settings.name(), e);
      }
    }
  }
}
