package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.ServerPosition;
import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.postgres.setup.SourceWatch;
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
 * Asks the server for its WAL position, looks after slot and publication and runs the heartbeat
 * query, on a thread and a connection of its own; whoever reads a gauge gets the newest answer. A
 * failure is reported once and the next attempt connects anew: streaming does not depend on it.
 */
final class ServerMonitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerMonitor.class);
  private static final long POSITION_MILLIS = 1_000;

  /** What the thread does with its connection. */
  @FunctionalInterface
  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  /** A piece of work done again and again, whose failures in a row are reported once. */
  private final class Task {

    private final String name;
    private final Work work;
    private boolean failing;

    Task(String name, Work work) {
      this.name = name;
      this.work = work;
    }

    void attempt() {
      try {
        if (connection == null) {
          connection = connections.openSql();
        }
        work.on(connection);
        failing = false;
      } catch (SQLException | RuntimeException e) {
        if (!failing) {
          LOG.warn("{} failed, trying again: {}", name, e.toString());
        }
        LOG.debug("{} failed", name, e);
        failing = true;
        disconnect();
      }
    }
  }

  private final ServerConnections connections;
  private final ScheduledExecutorService timer;
  private volatile Lsn serverEnd = Lsn.ZERO;
  private volatile SetupException refusal;
  private Connection connection;

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
    repeat(0, POSITION_MILLIS, "Asking for the WAL position", this::readPosition);
  }

  private void readPosition(Connection sql) throws SQLException {
    serverEnd = ServerPosition.read(sql);
  }

  /** Begins to run a statement once each interval. */
  void execute(String query, Duration interval) {
    repeat(
        interval.toMillis(),
        interval.toMillis(),
        "heartbeat.action.query",
        sql -> {
          try (Statement statement = sql.createStatement()) {
            statement.execute(query);
          }
        });
  }

  /** Begins to look after slot and publication once each interval, until it must refuse to. */
  void watch(SourceWatch watch, Duration interval) {
    repeat(
        0,
        interval.toMillis(),
        "Looking after slot and publication",
        sql -> {
          if (refusal == null) {
            look(watch, sql);
          }
        });
  }

  private void look(SourceWatch watch, Connection sql) throws SQLException {
    try {
      watch.look(sql);
    } catch (SetupException e) {
      refusal = e;
    }
  }

  /**
   * Passes on what {@link #watch} has found.
   *
   * @throws SetupException when changes are being left out
   */
  void throwIfRefused() {
    if (refusal != null) {
      throw refusal;
    }
  }

  /** The server's position, about a second old at most; 0/0 before the first answer. */
  Lsn serverEnd() {
    return serverEnd;
  }

  private void repeat(long delay, long millis, String name, Work work) {
    Task task = new Task(name, work);
    var unused = timer.scheduleWithFixedDelay(task::attempt, delay, millis, TimeUnit.MILLISECONDS);
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
