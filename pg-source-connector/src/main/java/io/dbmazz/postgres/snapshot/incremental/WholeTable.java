package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.CopiedTable;
import io.dbmazz.postgres.change.CopiedTables;
import io.dbmazz.postgres.change.PublishedTable;
import io.dbmazz.postgres.change.PublishedTables;
import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.Transaction;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.snapshot.incremental.KeyRange.Rows;
import io.dbmazz.postgres.snapshot.incremental.ReadChunk.Rest;
import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads a table without keys under one snapshot, in one transaction. Until its end it holds the
 * table against TRUNCATE and ALTER TABLE, and rows of all tables against vacuum. For one thread.
 */
final class WholeTable {

  /** Version and time are those of the emission. */
  private static final Transaction UNKNOWN = new Transaction(Lsn.ZERO, 0, 0);

  private final Connection connection;
  private final TableName name;
  private final CopiedTables tables;
  private final ReadSettings settings;

  /** Takes what was read; waits when there is no room for it. */
  interface Sink {
    void accept(Outcome outcome) throws SQLException, InterruptedException;
  }

  /**
   * @param connection in autocommit, with its settings made
   * @param tables prepares the records
   */
  WholeTable(Connection connection, TableName name, CopiedTables tables, ReadSettings settings) {
    this.connection = connection;
    this.name = name;
    this.tables = tables;
    this.settings = settings;
  }

  /**
   * Reads it all. After a failure the connection is of no use any more: COPY may be going on.
   *
   * @return false when it has got a key meanwhile, or another shape; nothing was given to the sink
   * @throws NoSuchTableException when there is no such table
   */
  boolean read(Sink sink) throws SQLException, InterruptedException {
    connection.setAutoCommit(false);
    begin();
    XidSnapshot seen = SnapshotFunctions.of(connection).seen(connection);
    CopiedTable table = tables.prepare(describe());
    Optional<KeyRange> described = KeyCatalog.range(connection, table);
    boolean readable = table.key().isEmpty() && described.isPresent();
    if (readable) {
      sink.accept(new Outcome.Whole(seen, SnapshotFunctions.walEnd(connection), table.version()));
      copy(table, described.get().rows(), sink);
    }
    connection.commit();
    connection.setAutoCommit(true);
    return readable;
  }

  /**
   * The lock comes before the snapshot, which LOCK TABLE does not take (manual, "LOCK"): who had
   * locked the table against it is visible.
   */
  private void begin() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      statement.execute("SET LOCAL enable_seqscan = on");
      statement.execute(
          "LOCK TABLE "
              + KeyRange.quoted(name.schema())
              + "."
              + KeyRange.quoted(name.table())
              + " IN ACCESS SHARE MODE");
    }
  }

  private PublishedTable describe() throws SQLException {
    return PublishedTables.read(connection, settings.publication())
        .find(connection, name.schema(), name.table())
        .orElseThrow(() -> new NoSuchTableException(name));
  }

  private void copy(CopiedTable table, Rows rows, Sink sink)
      throws SQLException, InterruptedException {
    CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(rows.copy());
    List<RowChange> part = new ArrayList<>();
    long bytes = 0;
    for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
      bytes += row.length;
      part.add(table.read(table.values(row), UNKNOWN));
      if (part.size() >= settings.chunkRows() || bytes >= settings.chunkBytes()) {
        sink.accept(new Outcome.Part(part, bytes, Rest.MORE));
        part.clear();
        bytes = 0;
      }
    }
    sink.accept(new Outcome.Part(part, bytes, Rest.NONE));
  }
}
