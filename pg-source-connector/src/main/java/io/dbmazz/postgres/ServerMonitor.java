package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.ServerPosition;
import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server for its WAL position and runs the heartbeat query, on a thread and a connection
 * of its own; whoever reads the gauge gets the newest answer. A failure is reported once and the
 * next attempt connects anew: nothing depends on these answers.
 */
final class ServerMonitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerMonitor.class);
  private static final long POSITION_MILLIS = 1_000;

  /** What the thread does with its connection. */
  @FunctionalInterface
  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private final ServerConnections connections;
  private final ScheduledExecutorService timer;
  private volatile Lsn serverEnd = Lsn.ZERO;
  private Connection connection;
  private boolean failing;

  ServerMonitor(ServerConnections connections, String threadName) {
    this.connections = connections;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, threadName);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to ask for the server's position once a second. */
  void watchPosition() {
    repeat(0, POSITION_MILLIS, sql -> serverEnd = ServerPosition.read(sql));
  }

  /** Begins to run a statement once each interval. */
  void execute(String query, Duration interval) {
    repeat(
        interval.toMillis(),
        interval.toMillis(),
        sql -> {
          try (Statement statement = sql.createStatement()) {
            statement.execute(query);
          }
        });
  }

  /** The server's position, about a second old at most; 0/0 before the first answer. */
  Lsn serverEnd() {
    return serverEnd;
  }

  private void repeat(long delay, long millis, Work work) {
    var unused =
        timer.scheduleWithFixedDelay(() -> attempt(work), delay, millis, TimeUnit.MILLISECONDS);
  }

  private void attempt(Work work) {
    try {
      if (connection == null) {
        connection = connections.openSql();
      }
      work.on(connection);
      failing = false;
    } catch (SQLException | RuntimeException e) {
      if (!failing) {
        LOG.warn("Monitoring the server failed, trying again: {}", e.toString());
      }
      LOG.debug("Monitoring the server failed", e);
      failing = true;
      disconnect();
    }
  }

  private void disconnect() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("Monitoring connection did not close in order", e);
    }
    connection = null;
  }

  /** Ends the thread; what is under way on the server is not waited for longer than a second. */
  @Override
  public void close() {
    timer.execute(this::disconnect);
    timer.shutdown();
    try {
      if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
