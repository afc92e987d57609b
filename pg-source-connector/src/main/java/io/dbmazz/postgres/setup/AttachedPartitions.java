package io.dbmazz.postgres.setup;

import java.util.HashSet;
import java.util.Set;

/**
 * Notices tables that become partitions of captured ones. On PostgreSQL 13 and 14 a walsender that
 * has met such a table before does not notice: pgoutput looks at a table's partition root again
 * only after the publication has changed (pgoutput.c, rel_sync_cache_relation_cb; mended in 15).
 * Its changes would be left out until the next connection. For one thread.
 */
final class AttachedPartitions {

  private static final int FIRST_MENDED = 15;

  private final TableFilter filter;
  private final Set<TableName> alone = new HashSet<>();

  AttachedPartitions(TableFilter filter) {
    this.filter = filter;
  }

  /**
   * Compares with the tables there were before.
   *
   * @throws SetupException when changes of a partition are being left out
   */
  void look(int serverVersion, PresentTables present) {
    if (serverVersion >= FIRST_MENDED) {
      return;
    }
    present
        .partitions()
        .forEach(
            (partition, root) -> {
              if (alone.contains(partition) && filter.captures(root.schema(), root.table())) {
                throw refusal(partition, root);
              }
            });
    alone.addAll(present.names());
  }

  private static SetupException refusal(TableName partition, TableName root) {
    return new SetupException(
        "publish.via.partition.root",
        "Table '"
            + partition
            + "' has become a partition of '"
            + root
            + "': until PostgreSQL 14 a running replication connection leaves the changes of such a"
            + " partition out. Restart the task, and load '"
            + partition
            + "' anew");
  }
}
