package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.TableId;
import org.apache.kafka.connect.errors.ConnectException;

/** What a truncate at the source asks for. */
final class Truncates {

  private final TruncateMode mode;
  private final Routing routing;
  private final Plans plans;

  Truncates(TruncateMode mode, Routing routing, Plans plans) {
    this.mode = mode;
    this.routing = routing;
    this.plans = plans;
  }

  Change of(TableId table) {
    return switch (mode) {
      case IGNORE -> Change.NOTHING;
      case FAIL ->
          throw new ConnectException(
              "The source of table "
                  + table
                  + " was truncated, and truncate.mode=fail. Truncate the table by hand if it"
                  + " should follow, then go on with truncate.mode=ignore");
      case TRUNCATE -> truncate(table);
    };
  }

  private Change truncate(TableId table) {
    if (routing.hasSeveralSources(table)) {
      throw new ConnectException(
          "One of several sources of table "
              + table
              + " was truncated; truncating the table would remove the rows of the others. Delete"
              + " the rows by hand, then go on with truncate.mode=ignore");
    }
    plans.target(table);
    return new Change.Truncate(table);
  }
}
