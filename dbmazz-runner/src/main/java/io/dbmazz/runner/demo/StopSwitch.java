package io.dbmazz.runner.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/** Ends the workload, and not the process, on Ctrl-C or SIGTERM. Used by any thread. */
final class StopSwitch {

  private final CountDownLatch stopped = new CountDownLatch(1);

  /** A switch that the signals of this process throw from now on. */
  static StopSwitch onSignals() {
    StopSwitch stop = new StopSwitch();
    Signals.register("INT", stop::stop);
    Signals.register("TERM", stop::stop);
    return stop;
  }

  void stop() {
    stopped.countDown();
  }

  /** Waits at most so long; returns whether the switch was thrown. */
  boolean await(Duration longest) throws InterruptedException {
    return stopped.await(longest.toNanos(), TimeUnit.NANOSECONDS);
  }
}
