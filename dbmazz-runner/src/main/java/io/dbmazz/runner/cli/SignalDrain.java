package io.dbmazz.runner.cli;

import io.dbmazz.runner.Runner;
import io.dbmazz.runner.pipeline.PipelineEnd;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGTERM and SIGINT drain, and the process ends with the code that is right for that. */
final class SignalDrain {

  private static final Logger LOG = LoggerFactory.getLogger(SignalDrain.class);
  private static final int FAILED = 1;

  private SignalDrain() {}

  /** Drains when the process is asked to end, no longer than told. */
  static void on(Runner runner, Duration longest) {
    Thread hook = new Thread(() -> drain(runner, longest), "dbmazz-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static int exitCode(PipelineEnd end) {
    return end == PipelineEnd.FAILED ? FAILED : 0;
  }

  private static void drain(Runner runner, Duration longest) {
    if (runner.pipeline().ended().isDone()) {
      return;
    }
    LOG.info("Asked to end: draining for at most {} ms", longest.toMillis());
    int code = FAILED;
    try {
      code = runner.drain(longest).map(SignalDrain::exitCode).orElse(FAILED);
      if (!runner.pipeline().ended().isDone()) {
        LOG.warn("Not drained in time; the rest is read again by the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // A signal's own exit code would hide whether draining succeeded.
    Runtime.getRuntime().halt(code);
  }
}
