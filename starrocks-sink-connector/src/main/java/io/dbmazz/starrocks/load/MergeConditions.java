package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.load.LoadHeaders.Guard;
import io.dbmazz.starrocks.table.StarRocksVersion;
import io.dbmazz.starrocks.table.TargetTable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every load carries a merge condition on the version column where StarRocks takes one. It is
 * compared when a load is published, so that it holds for whatever comes late: records that come
 * again after a restart, a task that does not know yet that its partitions have another owner, a
 * load that is committed after its process is gone. Not all of these can be known when a load is
 * sent, so none is sent without. Deletes are unconditional in StarRocks, and tables without PRIMARY
 * KEY take no condition. Used by several loader threads.
 */
final class MergeConditions {

  private static final Logger LOG = LoggerFactory.getLogger(MergeConditions.class);

  private final Supplier<StarRocksVersion> server;
  private volatile StarRocksVersion version;

  /**
   * Asks for the version when it first matters.
   *
   * @param server asks StarRocks
   */
  MergeConditions(Supplier<StarRocksVersion> server) {
    this.server = server;
  }

  /** What rows of this format may replace in the table. */
  Guard guard(TargetTable table, RowFormat format) {
    if (!table.primaryKey() || !format.versioned()) {
      return Guard.NONE;
    }
    return switch (format.reach()) {
      case WHOLE_ROWS -> version().hasMergeCondition() ? Guard.NOT_NEWER : Guard.NONE;
      case PARTIAL_UPDATE ->
          version().hasMergeConditionWithPartialUpdate() ? Guard.NOT_NEWER : Guard.NONE;
      case NEW_ROWS, DELETE -> Guard.NONE;
    };
  }

  private StarRocksVersion version() {
    StarRocksVersion known = version;
    if (known == null) {
      known = server.get();
      version = known;
      if (!known.hasMergeConditionWithPartialUpdate()) {
        LOG.warn(
            "StarRocks {} cannot keep older rows from replacing newer ones while records come again"
                + " after a restart; 3.1.3 and later can",
            known);
      }
    }
    return known;
  }
}
