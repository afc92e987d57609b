package io.dbmazz.starrocks.table;

import java.time.Duration;
import org.apache.kafka.connect.errors.ConnectException;

/** Waits. A port, so that tests need not. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Returns after the duration.
   *
   * @throws InterruptedException when the thread is asked to stop
   */
  void sleep(Duration duration) throws InterruptedException;

  /** Really sleeps. */
  static Sleeper real() {
    return duration -> Thread.sleep(duration.toMillis());
  }

  /**
   * Sleeps, or ends with a ConnectException when the thread is asked to stop; it stays interrupted.
   *
   * @param what what is waited for, such as "the schema change of a.b"
   */
  default void sleepFor(Duration duration, String what) {
    try {
      sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Stopped while waiting for " + what, e);
    }
  }
}
