package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.table.TableId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Running totals since the start of the task. Counted by loader threads, read by any. */
public final class LoadCounters {

  private final LongAdder loads = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder retries = new LongAdder();

  private final Set<TableId> crowded = ConcurrentHashMap.newKeySet();

  void loaded(int rowsOfLoad) {
    loads.increment();
    rows.add(rowsOfLoad);
  }

  void retried() {
    retries.increment();
  }

  void crowded(TableId table) {
    crowded.add(table);
  }

  /** Tables of which StarRocks had too many versions to take a load, since this was last asked. */
  public Set<TableId> takeCrowded() {
    Set<TableId> taken = Set.copyOf(crowded);
    crowded.removeAll(taken);
    return taken;
  }

  /** Loads that StarRocks has accepted. */
  public long loads() {
    return loads.sum();
  }

  /** Rows in those loads. */
  public long rows() {
    return rows.sum();
  }

  /** Loads sent again after a failure. */
  public long retries() {
    return retries.sum();
  }
}
