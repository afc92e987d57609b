package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.setup.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a table: its own, or its partitions' in the order of their oids.
 *
 * @param heaps that the snapshot can read
 * @param rewritten whether one has been written anew since the snapshot, by TRUNCATE, VACUUM FULL,
 *     CLUSTER or ALTER TABLE: the new file need not hold the snapshot's rows
 * @param rows planner's estimate
 * @param blockBytes size of a block
 */
record Heaps(List<Heap> heaps, boolean rewritten, long rows, long blockBytes) {

  /** In a snapshot pg_class shows the file of that time, the function the file of now. */
  private static final String QUERY =
      """
      SELECT part.root::bigint, c.oid::bigint, n.nspname, c.relname, c.relfilenode::bigint AS former,
             pg_catalog.pg_relation_filenode(c.oid)::bigint AS present,
             pg_catalog.pg_relation_size(c.oid) AS bytes,
             pg_catalog.current_setting('block_size')::bigint AS block_size,
             greatest(c.reltuples, 0)::bigint AS rows
        FROM (SELECT t.root, t.root AS oid FROM pg_catalog.unnest(?::bigint[]::oid[]) AS t (root)
              UNION
              SELECT r.root, t.relid
                FROM pg_catalog.unnest(?::bigint[]::oid[]) AS r (root),
                     LATERAL pg_catalog.pg_partition_tree(r.root::regclass) AS t
               WHERE t.isleaf) AS part
        JOIN pg_catalog.pg_class c ON c.oid = part.oid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r'
       ORDER BY part.root, c.oid
      """;

  private static final long USUAL_BLOCK = 8192;

  /** Of a partitioned table without partitions. */
  private static final Heaps NONE = new Heaps(List.of(), false, 0, USUAL_BLOCK);

  /** Reads the files of tables in the transaction of a snapshot, by one query. */
  static Map<Long, Heaps> read(Connection transaction, List<Long> tables) throws SQLException {
    Map<Long, Heaps> found = new HashMap<>();
    tables.forEach(table -> found.put(table, NONE));
    try (PreparedStatement statement = transaction.prepareStatement(QUERY)) {
      Array oids = transaction.createArrayOf("int8", tables.toArray());
      statement.setArray(1, oids);
      statement.setArray(2, oids);
      try (ResultSet row = statement.executeQuery()) {
        boolean more = row.next();
        while (more) {
          more = read(row, found);
        }
      }
    }
    return found;
  }

  /** Reads the rows of one table; false when no other follows. */
  private static boolean read(ResultSet row, Map<Long, Heaps> found) throws SQLException {
    long root = row.getLong("root");
    long blockBytes = row.getLong("block_size");
    List<Heap> heaps = new ArrayList<>();
    boolean rewritten = false;
    long rows = 0;
    boolean more = true;
    for (; more && row.getLong("root") == root; more = row.next()) {
      // Both functions give NULL for a table that has been dropped: 0 here, which is no file.
      rewritten |= row.getLong("former") != row.getLong("present");
      rows += row.getLong("rows");
      heaps.add(
          new Heap(
              row.getLong("oid"),
              new TableName(row.getString("nspname"), row.getString("relname")),
              row.getLong("present"),
              row.getLong("bytes") / blockBytes));
    }
    found.put(root, new Heaps(List.copyOf(heaps), rewritten, rows, blockBytes));
    return more;
  }

  long blocks() {
    return heaps.stream().mapToLong(Heap::blocks).sum();
  }
}
