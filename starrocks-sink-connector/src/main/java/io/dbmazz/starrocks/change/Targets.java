package io.dbmazz.starrocks.change;

import io.dbmazz.starrocks.table.TableId;
import io.dbmazz.starrocks.table.TargetTable;

/** Finds the tables that rows go to. Asked once per table, on the task's thread. */
@FunctionalInterface
public interface Targets {

  /**
   * The table of this name.
   *
   * @throws org.apache.kafka.connect.errors.RetriableException when StarRocks does not answer
   * @throws org.apache.kafka.connect.errors.ConnectException when there is no such table: names it
   *     and the way out
   */
  TargetTable find(TableId id);
}
