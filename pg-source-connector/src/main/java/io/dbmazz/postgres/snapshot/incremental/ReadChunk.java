package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.record.Lsn;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a table with keys of one range, read under one snapshot.
 *
 * @param seen what the snapshot sees
 * @param high end of the WAL, asked for after the snapshot was taken: every transaction that it
 *     sees has its commit before
 * @param table the version of it that the rows have
 * @param after key before the range; empty for the first chunk
 * @param rows in the order of their keys, of operation READ
 * @param bytes of the rows as COPY sent them
 * @param last key of the last row, empty when there is none
 * @param rest whether there may be more rows behind
 */
record ReadChunk(
    XidSnapshot seen,
    Lsn high,
    TableVersion table,
    Optional<KeyTexts> after,
    List<RowChange> rows,
    long bytes,
    Optional<KeyTexts> last,
    Rest rest) {

  enum Rest {
    MORE,
    NONE
  }

  ReadChunk {
    rows = List.copyOf(rows);
  }
}
