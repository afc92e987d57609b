package io.dbmazz.runner.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the tasks, again and again as long as time or an operator may cure what is wrong. A reload
 * that cannot start is undone. Owned by the pipeline's thread.
 */
final class Starter {

  /** For what an operator has to mend first. */
  private static final OptionalLong LOOK_AGAIN_MS =
      OptionalLong.of(Duration.ofSeconds(5).toMillis());

  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

  private final Tasks tasks;
  private final StatusBoard board;
  private final Outage outage;
  private Optional<Reloading> reloading = Optional.empty();
  private boolean hopeless;
  private boolean streaming;

  private record Reloading(
      ReloadPlan plan, ConnectorConfigs before, CompletableFuture<ControlResult> answer) {}

  Starter(Tasks tasks, StatusBoard board, LongSupplier nanos) {
    this.tasks = tasks;
    this.board = board;
    this.outage = new Outage("Setup", board, nanos);
  }

  /** Stops what a reload changes; the next attempts start it with the new configuration. */
  void reload(ReloadPlan plan, CompletableFuture<ControlResult> answer)
      throws InterruptedException {
    LOG.info(
        "Reload restarts {}",
        !plan.restartsSource() ? "the sink" : plan.restartsSink() ? "both ends" : "the source");
    reloading = Optional.of(new Reloading(plan, tasks.configs(), answer));
    stop(plan);
    tasks.configure(plan.configs());
  }

  private void stop(ReloadPlan plan) throws InterruptedException {
    if (plan.restartsSource()) {
      tasks.stopSource();
    }
    if (plan.restartsSink()) {
      tasks.stopSink();
    }
  }

  /** After a start: says so when the source streams, and why it does not yet. */
  void watchStart() {
    if (streaming) {
      return;
    }
    SourceFeed feed = tasks.source().feed();
    streaming = feed.isStreaming();
    if (streaming) {
      board.replicating();
    } else {
      feed.failure().ifPresent(board::setupFailed);
    }
  }

  /** One attempt, unless it is too early for it. */
  void attempt() throws InterruptedException {
    if (hopeless || !outage.mayTry()) {
      return;
    }
    try {
      tasks.startMissing();
      outage.over();
      streaming = false;
      reloading.ifPresent(r -> answer(ControlResult.done("Reloaded: " + r.plan().summary())));
    } catch (RuntimeException | LinkageError e) {
      failed(e);
    }
  }

  private void failed(Throwable failure) throws InterruptedException {
    String message = String.valueOf(failure.getMessage());
    if (Outage.isRetriable(failure)) {
      answer(ControlResult.done("Accepted; starting is tried until it succeeds: " + message));
      outage.failed(failure, OptionalLong.empty());
    } else if (reloading.isPresent()) {
      undo(message);
      return;
    } else {
      hopeless = !canBeMended(failure);
      outage.failed(failure, LOOK_AGAIN_MS);
    }
    board.setupFailed(message);
  }

  /** Answers what is still open when the pipeline ends. */
  void abandon() {
    answer(ControlResult.refused("The pipeline has ended"));
  }

  private void undo(String message) throws InterruptedException {
    Reloading undone = reloading.orElseThrow();
    stop(undone.plan());
    tasks.configure(undone.before());
    answer(ControlResult.refused("The former settings are kept: " + message));
  }

  private void answer(ControlResult result) {
    reloading.ifPresent(pending -> pending.answer().complete(result));
    reloading = Optional.empty();
  }

  /** A missing table or privilege can be; a wrong setting or a defect needs a new process. */
  private static boolean canBeMended(Throwable failure) {
    return failure instanceof ConnectException && !(failure instanceof DataException);
  }
}
