package io.dbmazz.postgres.replication;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A nanosecond clock that a test moves. */
final class TestingClock implements LongSupplier {

  private long nanos;

  void pass(Duration duration) {
    nanos += duration.toNanos();
  }

  @Override
  public long getAsLong() {
    return nanos;
  }
}
