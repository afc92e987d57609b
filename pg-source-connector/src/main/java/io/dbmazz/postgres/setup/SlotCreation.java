package io.dbmazz.postgres.setup;

import io.dbmazz.postgres.setup.SlotSettings.Kind;
import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

  private final SlotSettings settings;
  private final AtomicReference<Statement> underway = new AtomicReference<>();

  SlotCreation(SlotSettings settings) {
    this.settings = settings;
  }

  /**
   * Creates the slot and returns the position from which it has all changes. The server waits for
   * the end of every transaction that is writing; the lock time-out bounds that on the server's
   * side, so that no walsender is left waiting when we are gone.
   */
  Lsn create(Connection replication) throws SQLException {
    requireFailoverSupport(replication);
    try (Statement statement = replication.createStatement()) {
      statement.execute("SET lock_timeout = '60s'");
      underway.set(statement);
      try (ResultSet row = statement.executeQuery(command())) {
        row.next();
        Lsn consistentPoint = Lsn.parse(row.getString("consistent_point"));
        LOG.info("Created slot {} at {}", settings.name(), consistentPoint);
        return consistentPoint;
      }
    } catch (SQLException e) {
      throw explained(e);
    } finally {
      underway.set(null);
    }
  }

  private String command() {
    String name = Sql.identifier(settings.name());
    return settings.kind() == Kind.FAILOVER
        ? "CREATE_REPLICATION_SLOT " + name + " LOGICAL pgoutput (SNAPSHOT 'nothing', FAILOVER)"
        : "CREATE_REPLICATION_SLOT " + name + " LOGICAL pgoutput NOEXPORT_SNAPSHOT";
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
              + ". Raise max_replication_slots and restart the server, or drop an unused slot",
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
        LOG.warn("Creation of slot {} could not be cancelled", settings.name(), e);
      }
    }
  }
}
