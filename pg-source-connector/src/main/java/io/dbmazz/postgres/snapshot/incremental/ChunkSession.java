package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.CopiedTable;
import io.dbmazz.postgres.change.CopiedTables;
import io.dbmazz.postgres.change.PublishedTable;
import io.dbmazz.postgres.change.PublishedTables;
import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.Transaction;
import io.dbmazz.postgres.pgoutput.Tuple;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.snapshot.incremental.ReadChunk.Rest;
import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads chunks over one connection, each in a transaction of its own that ends before anything else
 * happens: no row is locked, and vacuum is held up no longer than a chunk takes. For one thread.
 */
final class ChunkSession {

  /** Version and time are those of the emission. */
  private static final Transaction UNKNOWN = new Transaction(Lsn.ZERO, 0, 0);

  /** Undefined column, table and type: the catalog was read before an ALTER, the rows after. */
  private static final Set<String> ALTERED = Set.of("42703", "42P01", "42704");

  private static final int MISMATCHES = 5;

  private final Connection connection;
  private final TableName name;
  private final CopiedTables tables;
  private final SnapshotFunctions functions;
  private final PublishedTables published;
  private final RowLimit limit;
  private Optional<Prepared> prepared = Optional.empty();
  private int mismatches;

  private record Prepared(CopiedTable table, KeyRange range) {}

  private record Copied(List<byte[]> rows, long bytes, Rest rest) {}

  /**
   * @param connection in autocommit, with its settings made
   * @param tables prepares the records
   */
  ChunkSession(Connection connection, TableName name, CopiedTables tables, ReadSettings settings)
      throws SQLException {
    this.connection = connection;
    this.name = name;
    this.tables = tables;
    this.functions = SnapshotFunctions.of(connection);
    this.published = PublishedTables.read(connection, settings.publication());
    this.limit = new RowLimit(settings.chunkRows(), settings.chunkBytes());
  }

  /**
   * Reads the rows after a key.
   *
   * @param after empty for the start of the table
   * @return empty when the table has just been altered, or the rows were too large: try again
   * @throws NoSuchTableException when there is no such table
   * @throws KeylessTableException when its records have no key
   */
  Optional<ReadChunk> read(Optional<KeyTexts> after) throws SQLException {
    begin();
    try {
      XidSnapshot seen = functions.seen(connection);
      PublishedTable described = describe();
      Optional<Prepared> ready = prepare(described);
      Optional<Copied> copied =
          ready.isPresent() ? copy(ready.get().range(), after) : Optional.empty();
      if (copied.isEmpty() || KeyCatalog.isRewritten(connection, ready.get().table())) {
        return Optional.empty();
      }
      connection.commit();
      return finish(described, seen, after, copied.get());
    } finally {
      end();
    }
  }

  private void begin() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }
  }

  private void end() throws SQLException {
    if (!connection.isClosed()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private PublishedTable describe() throws SQLException {
    return published
        .find(connection, name.schema(), name.table())
        .orElseThrow(() -> new NoSuchTableException(name));
  }

  private Optional<Prepared> prepare(PublishedTable described) throws SQLException {
    if (prepared.filter(known -> known.table().published().equals(described)).isPresent()) {
      return prepared;
    }
    CopiedTable table = tables.prepare(described);
    if (table.key().isEmpty()) {
      throw new KeylessTableException(name);
    }
    prepared = KeyCatalog.range(connection, table).map(range -> new Prepared(table, range));
    return prepared;
  }

  /** The rows; empty when they were too large, or the table is not as described any more. */
  private Optional<Copied> copy(KeyRange range, Optional<KeyTexts> after) throws SQLException {
    try {
      Optional<Copied> copied = copyRows(range, after);
      mismatches = 0;
      return copied;
    } catch (SQLException e) {
      boolean altered = e.getSQLState() != null && ALTERED.contains(e.getSQLState());
      if (!altered || ++mismatches == MISMATCHES) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Optional<Copied> copyRows(KeyRange range, Optional<KeyTexts> after) throws SQLException {
    int asked = limit.next();
    List<byte[]> rows = new ArrayList<>();
    long bytes = 0;
    CopyOut copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut(range.copy(after, asked));
    for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
      rows.add(row);
      bytes += row.length;
      if (limit.isExceeded(rows.size(), bytes)) {
        copy.cancelCopy();
        return Optional.empty();
      }
    }
    limit.fitted();
    return Optional.of(new Copied(rows, bytes, rows.size() < asked ? Rest.NONE : Rest.MORE));
  }

  /** What is described was as of the snapshot, what was read as of now: both must be the same. */
  private Optional<ReadChunk> finish(
      PublishedTable described, XidSnapshot seen, Optional<KeyTexts> after, Copied copied)
      throws SQLException {
    if (!describe().equals(described)) {
      return Optional.empty();
    }
    Lsn high = SnapshotFunctions.walEnd(connection);
    CopiedTable table = prepared.orElseThrow().table();
    List<RowChange> rows = new ArrayList<>();
    Optional<KeyTexts> last = Optional.empty();
    for (int i = 0; i < copied.rows().size(); i++) {
      Tuple values = table.values(copied.rows().get(i));
      if (i == copied.rows().size() - 1) {
        last = Optional.of(new KeyTexts(table.keyOf(values)));
      }
      rows.add(table.read(values, UNKNOWN));
    }
    return Optional.of(
        new ReadChunk(
            seen, high, table.version(), after, rows, copied.bytes(), last, copied.rest()));
  }

  /** Which transactions are visible now. */
  XidSnapshot look() throws SQLException {
    return functions.seen(connection);
  }
}
