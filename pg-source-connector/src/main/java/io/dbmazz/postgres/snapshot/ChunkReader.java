package io.dbmazz.postgres.snapshot;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader: a thread with a connection that reads chunk after chunk into the queue. Each chunk is
 * a transaction, so that no table is locked for long, not even against DDL.
 */
final class ChunkReader implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ChunkReader.class);

  private static final int PORTION_ROWS = 1024;
  private static final long PORTION_BYTES = 128 * 1024;

  /** Undefined table, column, schema: dropped or renamed since the session was planned. */
  private static final Set<String> CHANGED = Set.of("42P01", "42703", "3F000", "42804", "42883");

  private final SnapshotConnections connections;
  private final HeldSnapshot snapshot;
  private final ChunkSql sql;
  private final ChunkQueue queue;

  ChunkReader(
      SnapshotConnections connections, HeldSnapshot snapshot, ChunkSql sql, ChunkQueue queue) {
    this.connections = connections;
    this.snapshot = snapshot;
    this.sql = sql;
    this.queue = queue;
  }

  @Override
  public void run() {
    try (Connection connection = connections.open()) {
      Optional<Chunk> chunk = queue.claim();
      while (chunk.isPresent()) {
        read(connection, chunk.get());
        chunk = queue.claim();
      }
    } catch (SQLException | IOException | RuntimeException e) {
      queue.fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      queue.fail(e);
    }
  }

  private void read(Connection connection, Chunk chunk)
      throws SQLException, IOException, InterruptedException {
    if (!chunk.range().isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        HeldSnapshot.importInto(statement, snapshot.name());
        readIn(statement, chunk);
        statement.execute("ROLLBACK");
      }
    }
    queue.finish(chunk);
  }

  private void readIn(Statement statement, Chunk chunk)
      throws SQLException, IOException, InterruptedException {
    try {
      lock(statement, chunk.range().heap());
      if (isRewritten(statement, chunk.range().heap())) {
        giveUp(chunk, "has been written anew");
        return;
      }
      copy(statement, chunk);
    } catch (SQLException e) {
      if (!CHANGED.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
      giveUp(chunk, e.getMessage());
    }
  }

  private static void lock(Statement statement, Heap heap) throws SQLException {
    statement.execute("LOCK TABLE ONLY " + heap.name().quoted() + " IN ACCESS SHARE MODE");
  }

  /** Under the lock: block numbers hold for one file, and a new one may lack old rows. */
  private static boolean isRewritten(Statement statement, Heap heap) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT pg_catalog.pg_relation_filenode(" + heap.oid() + ")")) {
      row.next();
      return row.getLong(1) != heap.file();
    }
  }

  private static void giveUp(Chunk chunk, String reason) {
    LOG.info("{} {}: it is read in another session", chunk.table().state().name(), reason);
    chunk.table().abandon();
  }

  private void copy(Statement statement, Chunk chunk)
      throws SQLException, IOException, InterruptedException {
    CopyOut copy =
        statement.getConnection().unwrap(PGConnection.class).getCopyAPI().copyOut(sql.copy(chunk));
    List<byte[]> rows = new ArrayList<>();
    long bytes = 0;
    byte[] row = copy.readFromCopy();
    while (row != null) {
      rows.add(row);
      bytes += Portion.cost(row);
      if (rows.size() == PORTION_ROWS || bytes >= PORTION_BYTES) {
        if (!queue.add(chunk, rows, bytes)) {
          copy.cancelCopy();
          return;
        }
        rows = new ArrayList<>();
        bytes = 0;
      }
      row = copy.readFromCopy();
    }
    if (!rows.isEmpty()) {
      queue.add(chunk, rows, bytes);
    }
  }
}
