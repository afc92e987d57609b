package io.dbmazz.runner.pipeline;

import io.dbmazz.runner.pipeline.Health.Stage;
import io.dbmazz.runner.pipeline.PipelineStatus.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator wants of the pipeline at the moment. Owned by the pipeline's thread. */
final class Orders {

  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

  /** A reload of flush settings waits this long for what the sink holds; then it gets it again. */
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(10);

  private final Tasks tasks;
  private final JobDeletion deletion;
  private final StatusBoard board;
  private final LongSupplier nanos;
  private State state = State.RUNNING;
  private Optional<Drain> drain = Optional.empty();
  private Optional<Reload> reload = Optional.empty();
  private Optional<PipelineEnd> end = Optional.empty();

  /** A reload that waits for the sink to finish what it holds. */
  record Reload(ReloadPlan plan, CompletableFuture<ControlResult> answer, long deadline) {}

  Orders(Tasks tasks, JobDeletion deletion, StatusBoard board, LongSupplier nanos) {
    this.tasks = tasks;
    this.deletion = deletion;
    this.board = board;
    this.nanos = nanos;
  }

  State state() {
    return state;
  }

  /** The drain in progress; it begins when both tasks run. */
  Optional<Drain> drain() {
    if (state == State.DRAINING && drain.isEmpty() && tasks.areRunning()) {
      drain = Optional.of(new Drain(tasks, nanos));
    }
    return drain;
  }

  Optional<PipelineEnd> end() {
    return end;
  }

  void end(PipelineEnd how) {
    LOG.info("Pipeline ends: {}", how);
    end = Optional.of(how);
    enter(State.STOPPED);
  }

  void obey(Mailbox.Request request) throws InterruptedException {
    Command command = request.command();
    if (command instanceof Command.Reload wanted) {
      obey(wanted, request.answer());
    } else if (command instanceof Command.Stop stop) {
      request.answer().complete(stop(stop.slot()));
    } else if (command instanceof Command.Drain) {
      request.answer().complete(startDrain());
    } else if (command instanceof Command.Pause) {
      request.answer().complete(pause());
    } else if (command instanceof Command.Resume) {
      request.answer().complete(resume());
    } else {
      throw new IllegalArgumentException("Unknown command " + command);
    }
  }

  private ControlResult pause() {
    if (state == State.DRAINING || board.health().stage() != Stage.CDC) {
      return ControlResult.refused("Cannot pause: " + board.health().detail());
    }
    if (state == State.PAUSED) {
      return ControlResult.done("Paused already");
    }
    enter(State.PAUSED);
    return ControlResult.done("Paused");
  }

  private ControlResult resume() {
    if (state == State.DRAINING) {
      return ControlResult.refused("Cannot resume: draining");
    }
    if (state == State.RUNNING) {
      return ControlResult.done("Running already");
    }
    enter(State.RUNNING);
    return ControlResult.done("Resumed");
  }

  private ControlResult startDrain() {
    refuseReload("The pipeline is being drained");
    if (state == State.DRAINING) {
      return ControlResult.done("Draining already");
    }
    enter(State.DRAINING);
    return ControlResult.done("Draining; the process ends when everything read is durable");
  }

  private ControlResult stop(SlotPolicy slot) throws InterruptedException {
    refuseReload("The pipeline was stopped");
    tasks.stopSource();
    tasks.stopSink();
    if (slot == SlotPolicy.KEEP) {
      end(PipelineEnd.STOPPED);
      return ControlResult.done("Stopped; the replication slot is kept");
    }
    try {
      deletion.run();
      end(PipelineEnd.STOPPED);
      return ControlResult.done("Stopped; the replication slot is dropped");
    } catch (RuntimeException e) {
      LOG.error("Stopped, but the job was not deleted: {}", e.getMessage(), e);
      end(PipelineEnd.FAILED);
      return ControlResult.refused("Stopped, but the job was not deleted: " + e.getMessage());
    }
  }

  private void obey(Command.Reload wanted, CompletableFuture<ControlResult> answer) {
    boolean paused = state == State.PAUSED;
    if (state == State.DRAINING || !tasks.areRunning()) {
      answer.complete(ControlResult.refused("Cannot reload: " + board.health().detail()));
    } else if (reload.isPresent()) {
      answer.complete(ControlResult.refused("Another reload is in progress"));
    } else if (paused && wanted.plan().restartsSource()) {
      answer.complete(ControlResult.refused("Cannot change tables while paused; resume first"));
    } else {
      reload(wanted.plan(), answer);
    }
  }

  /** Begins a reload; it happens once the sink has nothing left, see {@link #takeReload}. */
  void reload(ReloadPlan plan, CompletableFuture<ControlResult> answer) {
    reload = Optional.of(new Reload(plan, answer, nanos.getAsLong() + LONGEST_SETTLING.toNanos()));
  }

  boolean isReloading() {
    return reload.isPresent();
  }

  /**
   * The reload, when its time has come.
   *
   * @param settled whether everything handed over is durable and its offset stored. The source must
   *     not restart before: it would give the rest again. The sink may: it gets it again
   */
  Optional<Reload> takeReload(boolean settled) {
    if (reload.isEmpty()) {
      return Optional.empty();
    }
    Reload waiting = reload.get();
    boolean late = nanos.getAsLong() - waiting.deadline() >= 0;
    if (!settled && late && waiting.plan().restartsSource()) {
      refuseReload("StarRocks has not taken what was read so far; nothing was changed");
      return Optional.empty();
    }
    if (settled || late || state == State.PAUSED) {
      reload = Optional.empty();
      return Optional.of(waiting);
    }
    return Optional.empty();
  }

  /** Answers what is still open when the pipeline ends. */
  void abandon() {
    refuseReload("The pipeline has ended");
  }

  private void refuseReload(String why) {
    if (reload.isPresent()) {
      LOG.info("Reload is refused: {}", why);
      reload.get().answer().complete(ControlResult.refused(why));
      reload = Optional.empty();
    }
  }

  private void enter(State entered) {
    state = entered;
    board.state(entered);
  }
}
