package io.dbmazz.starrocks.emulator.txn;

import java.time.Duration;

/**
 * How long labels are known and how many loads may run.
 *
 * @param keepMax finished transactions per database ({@code label_keep_max_num}); the oldest goes
 *     first, whatever its age
 * @param keepFor age at which a finished transaction is forgotten ({@code label_keep_max_second})
 * @param maxRunning running transactions per database ({@code max_running_txn_num_per_db})
 */
public record LabelLimits(int keepMax, Duration keepFor, int maxRunning) {
  /** The server's defaults: 1000 labels, 3 days, 1000 running. */
  public static LabelLimits defaults() {
    return new LabelLimits(1000, Duration.ofDays(3), 1000);
  }
}
