package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.RowFormat;
import io.dbmazz.starrocks.load.LoadHeaders.Guard;
import io.dbmazz.starrocks.table.StarRocksVersion;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this server takes a merge condition with a load of this format. Deletes are unconditional
 * in StarRocks. Used by several loader threads.
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

  /** The guard, or none where the server has no such thing. */
  Guard allowed(Guard guard, RowFormat format) {
    boolean upsert =
        format.reach() == RowFormat.Reach.WHOLE_ROWS
            || format.reach() == RowFormat.Reach.PARTIAL_UPDATE;
    if (guard == Guard.NONE || !upsert || !format.versioned()) {
      return Guard.NONE;
    }
    StarRocksVersion known = version();
    boolean possible =
        format.reach() == RowFormat.Reach.PARTIAL_UPDATE
            ? known.hasMergeConditionWithPartialUpdate()
            : known.hasMergeCondition();
    return possible ? guard : Guard.NONE;
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
