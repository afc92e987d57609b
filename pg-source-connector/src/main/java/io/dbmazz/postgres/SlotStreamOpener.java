package io.dbmazz.postgres;

import io.dbmazz.postgres.replication.ConfirmedLsn;
import io.dbmazz.postgres.replication.JdbcReplicationStream;
import io.dbmazz.postgres.replication.ReplicationStream;
import io.dbmazz.postgres.replication.StreamOpener;
import io.dbmazz.postgres.replication.StreamOptions;
import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.SetupException;
import io.dbmazz.postgres.setup.SourceSetup;
import io.dbmazz.record.SourcePosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/**
 * Sets the server up before the first stream and checks the slot before each further one. Used by
 * the WAL reader; the polling thread asks for the start.
 */
final class SlotStreamOpener implements StreamOpener {

  private final ServerConnections connections;
  private final SourceSetup setup;
  private final StreamOptions options;
  private final SlotProgress progress;
  private final Clock clock;
  private volatile SourcePosition start;
  private String system;

  /**
   * What is known of the slot.
   *
   * @param stored offset at the start of the task
   * @param confirmed raised to where the stream starts
   */
  record SlotProgress(Optional<SourcePosition> stored, ConfirmedLsn confirmed) {}

  SlotStreamOpener(
      ServerConnections connections,
      SourceSetup setup,
      StreamOptions options,
      SlotProgress progress,
      Clock clock) {
    this.connections = connections;
    this.setup = setup;
    this.options = options;
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public ReplicationStream open() throws SQLException {
    if (start != null) {
      setup.verifySlot(progress.confirmed().get());
      return stream();
    }
    SourcePosition prepared = setup.prepare(progress.stored());
    progress.confirmed().advanceTo(prepared.endLsn());
    ReplicationStream stream = stream();
    start = prepared;
    return stream;
  }

  private ReplicationStream stream() throws SQLException {
    Connection connection = connections.openReplication();
    try {
      requireSameSystem(connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
    return JdbcReplicationStream.start(connection, options, clock);
  }

  /** Positions mean nothing in the WAL of another database cluster behind the same address. */
  private void requireSameSystem(Connection connection) throws SQLException {
    String found = SourceSetup.systemIdentifier(connection);
    if (system != null && !system.equals(found)) {
      throw new SetupException(
          "database.hostname",
          "The address leads to another database cluster than before (system identifier "
              + found
              + ", not "
              + system
              + "). Point it to the former one, or remove the stored offset and load the tables"
              + " anew");
    }
    system = found;
  }

  /** Where the first stream starts; empty before it does. */
  Optional<SourcePosition> start() {
    return Optional.ofNullable(start);
  }

  @Override
  public void cancel() {
    setup.cancel();
  }
}
