package io.dbmazz.starrocks.emulator.http;

import java.util.concurrent.TimeUnit;

/** How long the parts of a transaction's load took. Used by one thread at a time. */
final class TransactionTimes {
  private final long start = System.nanoTime();
  private long plan;
  private long received;

  /** Adds to the planning what has passed since {@code since}. */
  void planned(long since) {
    plan += System.nanoTime() - since;
  }

  /** Adds to the receiving what has passed since {@code since}, and returns it in milliseconds. */
  long received(long since) {
    long nanos = System.nanoTime() - since;
    received += nanos;
    return millis(nanos);
  }

  long planMillis() {
    return millis(plan);
  }

  /** Adds what a prepare or commit tells, whose own work began at {@code since}. */
  TransactionReply put(TransactionReply reply, long since) {
    long now = System.nanoTime();
    return reply
        .with("LoadTimeMs", millis(now - start))
        .with("StreamLoadPlanTimeMs", millis(plan))
        .with("ReceivedDataTimeMs", millis(received))
        // Rows are parsed while they are received, and written by the commit.
        .with("WriteDataTimeMs", millis(received))
        .with("CommitAndPublishTimeMs", millis(now - since));
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
