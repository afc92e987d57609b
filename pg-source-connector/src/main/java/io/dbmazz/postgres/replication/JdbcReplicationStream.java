package io.dbmazz.postgres.replication;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream over pgjdbc's CopyDual: raw frames, so that every LSN is the server's own and nothing
 * is confirmed behind our back, as the driver's replication stream does by default.
 */
public final class JdbcReplicationStream implements ReplicationStream {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcReplicationStream.class);

  /**
   * A server that shuts down says CommandComplete without CopyDone before it. The driver leaves
   * that message unread and from then on answers "nothing there" at once (QueryExecutorImpl,
   * processCopyResults), while waiting for a message takes it a millisecond.
   */
  private static final int ENDED_AFTER_HASTY_READS = 200;

  private static final long HASTY_NANOS = 200_000;

  /**
   * Held strongly: when only the copy is reachable, the driver's leak cleaner closes the socket.
   */
  private final Connection connection;

  private final CopyDual copy;
  private final Clock clock;
  private final Optional<Duration> serverTimeout;
  private int hastyReads;

  private JdbcReplicationStream(
      Connection connection, CopyDual copy, Clock clock, Optional<Duration> serverTimeout) {
    this.connection = connection;
    this.copy = copy;
    this.clock = clock;
    this.serverTimeout = serverTimeout;
  }

  /**
   * Starts streaming.
   *
   * @param connection of {@code replication=database}, in simple query mode; closed by the stream,
   *     also when it cannot start
   */
  public static JdbcReplicationStream start(
      Connection connection, StreamOptions options, Clock clock) throws SQLException {
    try {
      Optional<Duration> serverTimeout = prepare(connection, options);
      CopyDual copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyDual(options.startReplication());
      return new JdbcReplicationStream(connection, copy, clock, serverTimeout);
    } catch (SQLException | RuntimeException e) {
      closeQuietly(connection);
      throw e;
    }
  }

  private static Optional<Duration> prepare(Connection connection, StreamOptions options)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String setting : options.sessionSettings()) {
        statement.execute(setting);
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT setting FROM pg_catalog.pg_settings WHERE name = 'wal_sender_timeout'")) {
        row.next();
        long millis = row.getLong(1);
        return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
      }
    }
  }

  @Override
  public Optional<Frame> read() throws SQLException {
    long startedAt = System.nanoTime();
    byte[] data = copy.readFromCopy(false);
    if (data != null) {
      hastyReads = 0;
      return Optional.of(Frame.parse(data));
    }
    hastyReads = System.nanoTime() - startedAt < HASTY_NANOS ? hastyReads + 1 : 0;
    if (!copy.isActive() || hastyReads >= ENDED_AFTER_HASTY_READS) {
      throw new SQLNonTransientConnectionException(
          "PostgreSQL has ended the replication stream", "08006");
    }
    return Optional.empty();
  }

  @Override
  public void report(StandbyStatus status) throws SQLException {
    byte[] message = status.encode(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    copy.writeToCopy(message, 0, message.length);
    copy.flushCopy();
  }

  @Override
  public Optional<Duration> serverTimeout() {
    return serverTimeout;
  }

  @Override
  public void close() {
    closeQuietly(connection);
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("Replication connection did not close in order", e);
    }
  }
}
