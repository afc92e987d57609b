package io.dbmazz.starrocks.load;

import java.util.concurrent.atomic.LongAdder;

/** Running totals since the start of the task. Counted by loader threads, read by any. */
public final class LoadCounters {

  private final LongAdder loads = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder retries = new LongAdder();

  void loaded(int rowsOfLoad) {
    loads.increment();
    rows.add(rowsOfLoad);
  }

  void retried() {
    retries.increment();
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
