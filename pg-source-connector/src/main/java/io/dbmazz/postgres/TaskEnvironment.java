package io.dbmazz.postgres;

import io.dbmazz.postgres.setup.ConnectionTimeouts;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What a task takes from the world around it.
 *
 * @param clock of the records' {@code ts_ms}; no schedule depends on it, so it may jump
 * @param nanoTime of all schedules; never goes back
 * @param timeouts of connections
 */
record TaskEnvironment(Clock clock, LongSupplier nanoTime, ConnectionTimeouts timeouts) {

  static TaskEnvironment real() {
    return real(Clock.systemUTC());
  }

  static TaskEnvironment real(Clock clock) {
    return new TaskEnvironment(clock, System::nanoTime, ConnectionTimeouts.TASK);
  }
}
