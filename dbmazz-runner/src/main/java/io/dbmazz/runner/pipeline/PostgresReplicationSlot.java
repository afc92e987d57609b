package io.dbmazz.runner.pipeline;

import io.dbmazz.runner.offset.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A slot dropped over an ordinary connection. */
public final class PostgresReplicationSlot implements ReplicationSlot {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresReplicationSlot.class);

  /** A walsender notices that its client has gone within moments; a hung network takes longer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final PostgresDatabase database;
  private final String name;
  private final Duration longestWait;

  /**
   * A slot that may or may not exist.
   *
   * @param name of the slot
   */
  public PostgresReplicationSlot(PostgresDatabase database, String name) {
    this(database, name, LONGEST_WAIT);
  }

  PostgresReplicationSlot(PostgresDatabase database, String name, Duration longestWait) {
    this.database = database;
    this.name = name;
    this.longestWait = longestWait;
  }

  @Override
  public void drop() throws InterruptedException {
    try (Connection connection = database.connect()) {
      if (awaitInactive(connection)) {
        execute(connection, "SELECT pg_drop_replication_slot(?)");
        LOG.info("Dropped replication slot {}", name);
      } else {
        LOG.info("Replication slot {} does not exist", name);
      }
    } catch (SQLException e) {
      throw database.failure("Cannot drop replication slot " + name + " in " + database, e);
    }
  }

  /** False when there is no such slot. */
  private boolean awaitInactive(Connection connection) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + longestWait.toNanos();
    while (true) {
      String holder = holder(connection);
      if (holder.isEmpty()) {
        return !execute(connection, "SELECT 1 FROM pg_replication_slots WHERE slot_name = ?")
            .isEmpty();
      }
      if (System.nanoTime() - deadline > 0) {
        throw new ConnectException(
            "Replication slot "
                + name
                + " is still used by server process "
                + holder
                + ". End that client, then: SELECT pg_drop_replication_slot('"
                + name
                + "')");
      }
      Thread.sleep(LOOK_AGAIN.toMillis());
    }
  }

  private String holder(Connection connection) throws SQLException {
    return execute(
        connection, "SELECT active_pid FROM pg_replication_slots WHERE slot_name = ? AND active");
  }

  /** First column of the first row, or an empty text. */
  private String execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        String value = rows.next() ? rows.getString(1) : "";
        return value == null ? "" : value;
      }
    }
  }
}
