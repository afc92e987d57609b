package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.type.SessionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Opens the connections of a session, with the settings that reading takes, and ends them all at
 * once. Any thread.
 */
final class SnapshotConnections implements AutoCloseable {

  /**
   * Rows in the order of the file and nothing else; however long it takes, except for a lock; and
   * rather an error than rows that a policy has filtered.
   */
  private static final List<String> SETTINGS =
      List.of(
          "SET statement_timeout = 0",
          "SET idle_in_transaction_session_timeout = 0",
          "SET lock_timeout = '20s'",
          "SET synchronize_seqscans = off",
          "SET max_parallel_workers_per_gather = 0",
          "SET enable_indexscan = off",
          "SET enable_indexonlyscan = off",
          "SET enable_bitmapscan = off",
          "SET row_security = off");

  private static final int TRANSACTION_TIMEOUT = 17;

  private final ServerConnections connections;
  private final Set<Connection> open = new HashSet<>();
  private boolean closed;

  SnapshotConnections(ServerConnections connections) {
    this.connections = connections;
  }

  Connection open() throws SQLException {
    Connection connection = connections.openSql();
    register(connection);
    try (Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
      for (String setting : SessionSettings.STATEMENTS) {
        statement.execute(setting);
      }
      if (connection.getMetaData().getDatabaseMajorVersion() >= TRANSACTION_TIMEOUT) {
        statement.execute("SET transaction_timeout = 0");
      }
    }
    return connection;
  }

  private synchronized void register(Connection connection) throws SQLException {
    if (closed) {
      connection.close();
      throw new SQLException("The snapshot was ended", "57014");
    }
    open.add(connection);
  }

  /** Ends all connections, whatever they are doing. */
  @Override
  public synchronized void close() throws SQLException {
    closed = true;
    for (Connection connection : open) {
      connection.abort(Runnable::run);
    }
    open.clear();
  }
}
