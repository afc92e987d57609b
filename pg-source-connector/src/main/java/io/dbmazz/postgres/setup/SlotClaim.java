package io.dbmazz.postgres.setup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other tasks from a slot until it is being read, which may take as long as an initial
 * snapshot: the server knows of readers only. An advisory lock, which needs no privilege, held by a
 * transaction: it ends with the connection, also behind a pooler that shares sessions.
 */
public final class SlotClaim implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SlotClaim.class);

  /** "dbmz": the first half of our locks' keys. */
  private static final int SPACE = 0x64626d7a;

  /** The first server with {@code transaction_timeout}. */
  private static final int TRANSACTION_TIMEOUT = 17;

  private static final String HOLDER =
      """
      SELECT l.pid, a.application_name
        FROM pg_catalog.pg_locks l
        LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
       WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
         AND l.database = (SELECT oid FROM pg_catalog.pg_database
                            WHERE datname = pg_catalog.current_database())
         AND l.classid::bigint = ? AND l.objid::bigint = ?
      """;

  private final Connection connection;
  private final String slot;

  private SlotClaim(Connection connection, String slot) {
    this.connection = connection;
    this.slot = slot;
  }

  /**
   * Claims a slot.
   *
   * @throws RetriableException when another task has claimed it
   */
  static SlotClaim take(ServerConnections connections, String slot) {
    Connection connection = connections.openSql();
    try {
      begin(connection);
      if (!lock(connection, slot)) {
        SetupException taken = new SetupException("slot.name", taken(connection, slot));
        throw new RetriableException(taken.getMessage(), taken);
      }
      return new SlotClaim(connection, slot);
    } catch (SQLException e) {
      SourceSetup.closeAfter(e, connection);
      throw SqlFailure.ofStatement(e, "Claiming slot '" + slot + "'");
    } catch (RuntimeException e) {
      SourceSetup.closeAfter(e, connection);
      throw e;
    }
  }

  /** A task that is cut off without a word is to be noticed soon. */
  private static void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
      if (connection.getMetaData().getDatabaseMajorVersion() >= TRANSACTION_TIMEOUT) {
        statement.execute("SET LOCAL transaction_timeout = 0");
      }
      statement.execute("SET LOCAL tcp_keepalives_idle = 20");
      statement.execute("SET LOCAL tcp_keepalives_interval = 5");
      statement.execute("SET LOCAL tcp_keepalives_count = 4");
    }
  }

  private static boolean lock(Connection connection, String slot) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_catalog.pg_try_advisory_xact_lock(?, ?)")) {
      statement.setInt(1, SPACE);
      statement.setInt(2, slot.hashCode());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static String taken(Connection connection, String slot) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
      statement.setLong(1, SPACE);
      statement.setLong(2, Integer.toUnsignedLong(slot.hashCode()));
      try (ResultSet row = statement.executeQuery()) {
        String holder = row.next() ? " (PID " + row.getInt(1) + ", " + row.getString(2) + ")" : "";
        return "Replication slot '"
            + slot
            + "' is being prepared by another task"
            + holder
            + ", which is perhaps reading its initial snapshot. A slot can have one reader: stop"
            + " the other task, or give this one its own slot.name, topic.prefix and offsets";
      }
    }
  }

  /**
   * Makes sure that nobody else can have claimed the slot since.
   *
   * @throws RetriableException when the connection is lost, and with it the claim
   */
  public void requireHeld() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT");
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Holding the claim of slot '" + slot + "'");
    }
  }

  /** Gives it up. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("The claim of slot {} was not given up in order", slot, e);
    }
  }
}
