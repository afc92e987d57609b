package io.dbmazz.runner.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * What the user may choose.
 *
 * @param length of the workload; empty means until Ctrl-C
 * @param eventsPerSecond row changes committed per second, above 0
 */
record DemoOptions(Optional<Duration> length, int eventsPerSecond) {

  /**
   * How long to wait before the next look.
   *
   * @param elapsed time of the workload so far
   * @param interval usual wait
   * @return zero when the workload is to end now
   */
  Duration waitAfter(Duration elapsed, Duration interval) {
    return length
        .map(total -> total.minus(elapsed))
        .map(left -> left.isNegative() ? Duration.ZERO : left)
        .filter(left -> left.compareTo(interval) < 0)
        .orElse(interval);
  }
}
