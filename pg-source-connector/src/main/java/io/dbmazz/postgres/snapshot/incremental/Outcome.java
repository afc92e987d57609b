package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.change.RowChange;
import io.dbmazz.postgres.change.TableVersion;
import io.dbmazz.record.Lsn;
import java.util.List;

/** What the reading thread has to tell the polling one. */
sealed interface Outcome {

  /** A chunk; the chunks of one reading come in the order of their keys. */
  record Chunk(ReadChunk chunk) implements Outcome {}

  /**
   * A table whose rows have no key is read from its start, under one snapshot; its {@link Part}s
   * follow.
   *
   * @param seen what the snapshot sees
   * @param high end of the WAL, asked for after the snapshot was taken
   * @param table the version of it that the rows have
   */
  record Whole(XidSnapshot seen, Lsn high, TableVersion table) implements Outcome {}

  /**
   * Some of the rows of a table without keys.
   *
   * @param rows of operation READ
   * @param bytes of the rows as COPY sent them
   * @param rest whether more parts follow
   */
  record Part(List<RowChange> rows, long bytes, ReadChunk.Rest rest) implements Outcome {
    public Part {
      rows = List.copyOf(rows);
    }
  }

  /** The snapshot of a table without keys is lost, and with it the place in the table. */
  record Lost() implements Outcome {}

  /** Which transactions were visible, while nothing could be read yet. */
  record Look(XidSnapshot seen) implements Outcome {}

  /** How much there is to read, before the first chunk. */
  record Size(TableSize size) implements Outcome {}

  /** The table cannot be read; everything else can go on. */
  record Refused(String reason) implements Outcome {}

  /** Something is wrong that must not be passed over. */
  record Failed(RuntimeException failure) implements Outcome {}
}
