package io.dbmazz.runner.pipeline;

import io.dbmazz.record.Lsn;
import io.dbmazz.runner.pipeline.Health.Stage;
import io.dbmazz.runner.pipeline.PipelineStatus.State;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What others may know of the pipeline: written by its thread, read by those of gRPC. */
final class StatusBoard {

  private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);

  private final Map<String, String> troubles = new TreeMap<>();
  private Health health = new Health(false, Stage.INIT, "Starting", "");
  private State state = State.RUNNING;
  private Lsn currentLsn = Lsn.ZERO;
  private Lsn confirmedLsn = Lsn.ZERO;
  private long polledEvents;
  private long acknowledgedEvents;

  synchronized void setup(String detail) {
    LOG.debug("Setup: {}", detail);
    health = new Health(false, Stage.SETUP, detail, "");
  }

  synchronized void setupFailed(String error) {
    health = new Health(false, Stage.SETUP, "Setup failed", error);
  }

  synchronized void replicating() {
    health = Health.REPLICATING;
    say(state);
  }

  synchronized void state(State changed) {
    state = changed;
    say(changed);
  }

  private void say(State changed) {
    LOG.info("Pipeline is {}", changed);
  }

  synchronized void failed(String error) {
    health = new Health(false, health.stage(), "Failed", error);
    state = State.STOPPED;
  }

  synchronized void trouble(String what, String message) {
    troubles.put(what, message);
  }

  synchronized void troubleOver(String what) {
    troubles.remove(what);
  }

  synchronized void polled(long events, Lsn position) {
    polledEvents += events;
    currentLsn = Lsn.max(currentLsn, position);
  }

  synchronized void acknowledged(long events, Lsn position) {
    acknowledgedEvents += events;
    confirmedLsn = Lsn.max(confirmedLsn, position);
  }

  /** Where a source starts: nothing before it is pending. */
  synchronized void startingAt(Lsn position) {
    currentLsn = Lsn.max(currentLsn, position);
    confirmedLsn = Lsn.max(confirmedLsn, position);
  }

  /** While records are refused the stage stays, and the detail says who refuses. */
  synchronized Health health() {
    if (health.stage() != Stage.CDC || !health.serving()) {
      return health;
    }
    if (state != State.RUNNING) {
      return new Health(state != State.STOPPED, Stage.CDC, detail(state), health.error());
    }
    return troubles.isEmpty()
        ? health
        : new Health(true, Stage.CDC, "Replicating, with retries: " + troubles, "");
  }

  private static String detail(State state) {
    return switch (state) {
      case RUNNING -> "Replicating";
      case PAUSED -> "Paused";
      case DRAINING -> "Draining";
      case STOPPED -> "Stopped";
    };
  }

  synchronized PipelineStatus status() {
    return new PipelineStatus(
        state, currentLsn, confirmedLsn, polledEvents - acknowledgedEvents, acknowledgedEvents);
  }
}
