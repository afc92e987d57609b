package io.dbmazz.postgres.snapshot;

import java.util.ArrayList;
import java.util.List;

/** The statements that read chunks. */
final class ChunkSql {

  /** The first server that reads a range of places without looking at the whole file. */
  private static final int RANGE_SCANS = 14;

  /** More rows than fit on a block of 8 KiB: MaxHeapTuplesPerPage is 291. */
  private static final int MOST_LINES = 291;

  private static final int USUAL_BLOCK = 8192;

  private final int serverVersion;
  private final long snapshotEnd;

  /**
   * @param serverVersion major version
   * @param snapshotEnd {@code txid_snapshot_xmax} of the session's snapshot
   */
  ChunkSql(int serverVersion, long snapshotEnd) {
    this.serverVersion = serverVersion;
    this.snapshotEnd = snapshotEnd;
  }

  /** Reads a chunk's rows in the order of the file, those of tables without a key with place. */
  String copy(Chunk chunk) {
    TableRead read = chunk.table();
    List<String> conditions = new ArrayList<>(List.of(range(chunk)));
    read.table().published().rowFilter().ifPresent(filter -> conditions.add("(" + filter + ")"));
    Segment.Rows rows = chunk.range().rows();
    if (rows != Segment.Rows.ALL) {
      String former = Visibility.inFormer(read.plan().visible(), snapshotEnd);
      conditions.add(rows == Segment.Rows.FORMER ? former : "NOT " + former);
    }
    String columns = read.table().selectList();
    String place = columns.isEmpty() ? "ctid" : ", ctid";
    return "COPY (SELECT "
        + columns
        + (read.hasKey() ? "" : place)
        + " FROM ONLY "
        + chunk.range().heap().name().quoted()
        + " WHERE "
        + String.join(" AND ", conditions)
        + ") TO STDOUT";
  }

  private String range(Chunk chunk) {
    Segment range = chunk.range();
    if (serverVersion >= RANGE_SCANS) {
      return "ctid >= "
          + TupleId.sql(range.from())
          + " AND ctid < "
          + TupleId.sql(TupleId.ofBlock(range.toBlock()));
    }
    long lines = MOST_LINES * Math.max(1, chunk.table().plan().blockBytes() / USUAL_BLOCK);
    return "ctid = ANY (ARRAY(SELECT ('(' || block || ',' || line || ')')::pg_catalog.tid"
        + " FROM pg_catalog.generate_series("
        + TupleId.block(range.from())
        + ", "
        + (range.toBlock() - 1)
        + ") AS block, pg_catalog.generate_series(1, "
        + lines
        + ") AS line)) AND ctid >= "
        + TupleId.sql(range.from());
  }
}
