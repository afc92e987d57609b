package io.dbmazz.postgres;

import io.dbmazz.postgres.replication.ConfirmedLsn;
import io.dbmazz.postgres.replication.JdbcReplicationStream;
import io.dbmazz.postgres.replication.ReplicationStream;
import io.dbmazz.postgres.replication.StreamOpener;
import io.dbmazz.postgres.replication.StreamOptions;
import io.dbmazz.postgres.setup.ExportedSnapshot;
import io.dbmazz.postgres.setup.Preparation;
import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.SlotClaim;
import io.dbmazz.postgres.setup.SnapshotMode;
import io.dbmazz.postgres.setup.SourceSetup;
import io.dbmazz.postgres.snapshot.InitialSnapshot;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.SourcePosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the server up and has the snapshot read before the first stream, and checks the slot before
 * each further one. Used by the WAL reader; the polling thread asks for the start.
 */
final class SlotStreamOpener implements StreamOpener {

  private static final Logger LOG = LoggerFactory.getLogger(SlotStreamOpener.class);

  private final ServerConnections connections;
  private final SourceSetup setup;
  private final StreamOptions options;
  private final StartingPoint from;
  private final Clock clock;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile SourcePosition start;
  private volatile boolean idle;
  private final SameWal sameWal = new SameWal();
  private JdbcReplicationStream last;

  /**
   * What streaming starts from.
   *
   * @param offsets stored ones
   * @param confirmed raised to where the stream starts
   * @param snapshot completed before the first stream
   * @param mode of the snapshot
   * @param underWay told when what comes next may take as long as it likes
   */
  record StartingPoint(
      StoredOffsets offsets,
      ConfirmedLsn confirmed,
      InitialSnapshot snapshot,
      SnapshotMode mode,
      Runnable underWay) {}

  SlotStreamOpener(
      ServerConnections connections,
      SourceSetup setup,
      StreamOptions options,
      StartingPoint from,
      Clock clock) {
    this.connections = connections;
    this.setup = setup;
    this.options = options;
    this.from = from;
    this.clock = clock;
  }

  @Override
  public ReplicationStream open() throws SQLException {
    if (!from.mode().streams()) {
      prepare();
      idle();
    }
    try (SlotClaim claim = setup.claimSlot()) {
      prepare();
      claim.requireHeld();
      return stream();
    }
  }

  private void prepare() {
    if (start == null) {
      begin();
    } else if (from.mode().streams()) {
      setup.verifySlot(from.confirmed().get());
    }
    from.snapshot().complete();
  }

  private void begin() {
    Optional<SourcePosition> stored = from.offsets().position();
    Preparation prepared = setup.prepare(stored);
    Preparation exact = prepared.start().isPresent() ? prepared : atSnapshot(prepared);
    try {
      from.snapshot().begin(exact, from.offsets().stream(), from.offsets());
    } catch (RuntimeException e) {
      exact.snapshot().ifPresent(ExportedSnapshot::close);
      throw e;
    }
    SourcePosition position = exact.start().orElseThrow();
    from.confirmed().advanceTo(position.endLsn());
    start = position;
    if (from.snapshot().hasRowsToRead()) {
      from.underWay().run();
    }
  }

  /** Without a slot the position is that of the rows. */
  private Preparation atSnapshot(Preparation prepared) {
    ExportedSnapshot exported = setup.exportSnapshot();
    return new Preparation(
        Optional.of(SourcePosition.startingAt(exported.point())),
        prepared.tables(),
        prepared.continuity(),
        Optional.of(exported));
  }

  /** Nothing is streamed: waits until the task is stopped. */
  private void idle() {
    idle = true;
    LOG.info("All rows are read; snapshot.mode=initial_only streams no changes");
    from.underWay().run();
    try {
      cancelled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new RetriableException("The task was stopped");
  }

  private ReplicationStream stream() throws SQLException {
    Lsn read = last == null ? Lsn.ZERO : last.newest();
    Connection connection = connections.openReplication();
    try {
      sameWal.verify(connection, read);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
    last = JdbcReplicationStream.start(connection, options, clock, read);
    return last;
  }

  /** Where the first stream starts; empty until it is known. */
  Optional<SourcePosition> start() {
    return Optional.ofNullable(start);
  }

  /** Whether there is nothing to stream, and all rows are read. */
  boolean isIdle() {
    return idle;
  }

  /** Ends the snapshot, so that closing the reader does not wait for it; streaming goes on. */
  void stop() {
    cancelled.countDown();
    from.snapshot().cancel();
  }

  @Override
  public void cancel() {
    stop();
    setup.cancel();
  }
}
