package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.setup.ExportedSnapshot;
import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.SqlFailure;
import io.dbmazz.postgres.type.CatalogConnection;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs sessions: holds the snapshot, starts readers, waits until all is emitted. For the
 * coordinating thread; {@link #cancel} may come from any.
 */
final class SnapshotReading {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReading.class);
  private static final long REPORT_MILLIS = 10_000;

  private final SnapshotSettings settings;
  private final ServerConnections server;
  private final ChunkQueue queue;
  private final SnapshotProgress progress;
  private final AtomicReference<SnapshotConnections> active = new AtomicReference<>();

  SnapshotReading(
      SnapshotSettings settings,
      ServerConnections server,
      ChunkQueue queue,
      SnapshotProgress progress) {
    this.settings = settings;
    this.server = server;
    this.queue = queue;
    this.progress = progress;
  }

  /**
   * Reads tables in one snapshot, and waits until their rows are emitted. Tables that change
   * meanwhile are left for another session.
   *
   * @param startedMicros time of the session, microseconds since 1970-01-01 UTC
   * @throws RetriableException when trying again, in another snapshot, may help
   * @throws ConnectException when someone has to act first
   */
  void run(ExportedSnapshot exported, List<TableState> tables, long startedMicros) {
    List<Thread> readers = new ArrayList<>();
    try (SnapshotConnections connections = new SnapshotConnections(server)) {
      active.set(connections);
      try {
        HeldSnapshot snapshot = HeldSnapshot.of(exported, connections.open());
        exported.close();
        CatalogConnection catalog = new CatalogConnection(connections::open);
        List<TableRead> reads =
            new SnapshotSession(settings, snapshot, catalog, startedMicros).plan(tables);
        LOG.info("Reading {} tables as of {}", reads.size(), snapshot.point());
        queue.begin(reads);
        start(readers, connections, snapshot);
        awaitEmitted();
      } finally {
        queue.end();
        active.set(null);
      }
    } catch (SQLException e) {
      throw SqlFailure.ofStatement(e, "Reading the snapshot");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetriableException("Interrupted while reading the snapshot", e);
    } finally {
      join(readers);
    }
  }

  private void start(List<Thread> readers, SnapshotConnections connections, HeldSnapshot snapshot)
      throws SQLException {
    ChunkSql sql = new ChunkSql(snapshot.serverVersion(), snapshot.end());
    for (int i = 1; i <= settings.threads(); i++) {
      Thread reader =
          new Thread(
              new ChunkReader(connections, snapshot, sql, queue),
              "dbmazz-snapshot-" + settings.changes().topicPrefix() + "-" + i);
      reader.setDaemon(true);
      readers.add(reader);
      reader.start();
    }
  }

  private void awaitEmitted() throws SQLException, InterruptedException {
    try {
      while (!queue.awaitEmitted(REPORT_MILLIS)) {
        LOG.info("Snapshot: {}", progress.detail());
      }
    } catch (SQLException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (IOException e) {
      throw new RetriableException("Reading the snapshot failed: " + e.getMessage(), e);
    } catch (Exception e) {
      throw new ConnectException("Reading the snapshot failed: " + e.getMessage(), e);
    }
  }

  /** Their connections are closed: they end at once. */
  private static void join(List<Thread> readers) {
    for (Thread reader : readers) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  boolean isActive() {
    return active.get() != null;
  }

  /** Makes a session under way fail. */
  void cancel() {
    queue.cancel();
    SnapshotConnections connections = active.get();
    if (connections != null) {
      try {
        connections.close();
      } catch (SQLException e) {
        LOG.debug("Snapshot connections did not close in order", e);
      }
    }
  }
}
