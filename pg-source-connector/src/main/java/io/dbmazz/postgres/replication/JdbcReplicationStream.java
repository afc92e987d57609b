package io.dbmazz.postgres.replication;

import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
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

  /**
   * A database that does not know its encoding would fail the stream at the first text that is not
   * UTF-8, without saying where. As it is, a value can be named, and one not wanted does no harm.
   */
  private static final String TAKE_BYTES_AS_THEY_ARE =
      "SELECT pg_catalog.set_config('client_encoding', 'SQL_ASCII', false)"
          + " WHERE pg_catalog.current_setting('server_encoding') = 'SQL_ASCII'";

  private static final long HASTY_NANOS = 200_000;
  private static final byte KEEPALIVE = 'k';
  private static final String PUBLICATION_SKIPPED = "55000";

  /**
   * Held strongly: when only the copy is reachable, the driver's leak cleaner closes the socket.
   */
  private final Connection connection;

  private final CopyDual copy;
  private final Clock clock;
  private final Optional<Duration> serverTimeout;
  private int hastyReads;
  private Lsn newest;

  private JdbcReplicationStream(
      Connection connection,
      CopyDual copy,
      Clock clock,
      Optional<Duration> serverTimeout,
      Lsn newest) {
    this.connection = connection;
    this.copy = copy;
    this.clock = clock;
    this.serverTimeout = serverTimeout;
    this.newest = newest;
  }

  /**
   * Starts streaming.
   *
   * @param connection of {@code replication=database}, in simple query mode; its network time-out
   *     is lifted; closed by the stream, also when it cannot start
   * @param read newest LSN of the streams before
   */
  public static JdbcReplicationStream start(
      Connection connection, StreamOptions options, Clock clock, Lsn read) throws SQLException {
    try {
      Optional<Duration> serverTimeout = prepare(connection, options);
      CopyDual copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyDual(options.startReplication());
      connection.setNetworkTimeout(Runnable::run, 0);
      return new JdbcReplicationStream(connection, copy, clock, serverTimeout, read);
    } catch (SQLException | RuntimeException e) {
      closeQuietly(connection);
      throw e;
    }
  }

  private static Optional<Duration> prepare(Connection connection, StreamOptions options)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TAKE_BYTES_AS_THEY_ARE);
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
    byte[] data = receive();
    if (data == null || data[0] == KEEPALIVE) {
      requireNothingSkipped();
    }
    if (data != null) {
      hastyReads = 0;
      Frame frame = Frame.parse(data);
      newest = Lsn.max(newest, frame.lsn());
      return Optional.of(frame);
    }
    hastyReads = System.nanoTime() - startedAt < HASTY_NANOS ? hastyReads + 1 : 0;
    if (!copy.isActive() || hastyReads >= ENDED_AFTER_HASTY_READS) {
      throw new SQLNonTransientConnectionException(
          "PostgreSQL has ended the replication stream", "08006");
    }
    return Optional.empty();
  }

  /**
   * Since PostgreSQL 18 the server only warns when it skips changes that were written while the
   * publication did not exist (pgoutput.c, LoadPublications).
   */
  private void requireNothingSkipped() throws SQLException {
    SQLWarning warning = connection.getWarnings();
    while (warning != null) {
      if (PUBLICATION_SKIPPED.equals(warning.getSQLState())) {
        throw new ConnectException(
            "PostgreSQL has left changes out: "
                + warning.getMessage()
                + ". Changes written without the publication cannot be read: drop the slot, remove"
                + " the stored offset and load the tables anew",
            warning);
      }
      LOG.info("PostgreSQL says while it streams: {}", warning.getMessage());
      warning = warning.getNextWarning();
    }
    connection.clearWarnings();
  }

  /** Newest LSN that the server has sent, here or in the streams before. */
  public Lsn newest() {
    return newest;
  }

  /**
   * The driver allocates a message by the length that the server announces. When the heap has no
   * room for it, that one allocation fails and nothing else is lost but the connection's step.
   */
  private byte[] receive() throws SQLException {
    try {
      return copy.readFromCopy(false);
    } catch (OutOfMemoryError e) {
      throw new ConnectException(
          "The heap, "
              + Runtime.getRuntime().maxMemory()
              + " bytes at most, has no room for the next change of the slot. Raise it (-Xmx), or"
              + " lower max.queue.size.in.bytes. To find the change: SELECT lsn, xid, length(data)"
              + " FROM pg_logical_slot_peek_binary_changes(<slot>, NULL, 10000, 'proto_version',"
              + " '1', 'publication_names', <publication>) ORDER BY length(data) DESC LIMIT 1",
          e);
    }
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
