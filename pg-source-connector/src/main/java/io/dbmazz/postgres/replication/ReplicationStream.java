package io.dbmazz.postgres.replication;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection that is streaming a slot. One thread reads and reports; {@link #close} may come from
 * any thread.
 */
public interface ReplicationStream extends AutoCloseable {

  /**
   * The next frame, in the server's order. Waits about a millisecond for one at most.
   *
   * @throws SQLException when the connection is lost or the server has ended the stream
   */
  Optional<Frame> read() throws SQLException;

  /** Sends a status update. */
  void report(StandbyStatus status) throws SQLException;

  /** The session's {@code wal_sender_timeout}; empty when it is off. */
  Optional<Duration> serverTimeout();

  /** Closes the connection, not only the stream: CopyDone waits for the transaction under way. */
  @Override
  void close();
}
