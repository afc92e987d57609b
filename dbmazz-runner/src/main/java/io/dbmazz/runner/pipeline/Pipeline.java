package io.dbmazz.runner.pipeline;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Lsn;
import io.dbmazz.runner.connect.ConnectRuntime;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source and a sink, connected, on a thread of their own. Every method may be called by any
 * thread; answers to orders arrive when the pipeline has obeyed or refused.
 */
public final class Pipeline {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final StatusBoard board = new StatusBoard();
  private final Mailbox mailbox = new Mailbox();
  private final CompletableFuture<PipelineEnd> ended = new CompletableFuture<>();
  private final ConnectRuntime runtime;
  private final Journal journal;
  private final Tasks tasks;
  private final PipelineRun run;

  /**
   * A pipeline that does nothing yet.
   *
   * @param runtime starts the connectors; its offset store and the keeper of its errant records are
   *     closed at the end
   * @param slot dropped when the job is deleted
   */
  public Pipeline(PipelineSettings settings, ConnectRuntime runtime, ReplicationSlot slot) {
    this.runtime = runtime;
    Clock clock = Clock.systemUTC();
    LongSupplier nanos = System::nanoTime;
    this.journal = Journal.startingAt(clock.millis(), settings.stream());
    this.tasks = new Tasks(runtime, settings, journal, board, clock);
    JobDeletion deletion =
        new JobDeletion(slot, this::forgetSinkOffsets, runtime.offsets(), settings.partitions());
    Acknowledger acknowledger =
        new Acknowledger(journal.topics(), journal.ledger(), runtime.offsets(), board, nanos);
    this.run =
        new PipelineRun(
            mailbox,
            new Orders(tasks, deletion, board, nanos),
            tasks,
            new Starter(tasks, board, nanos),
            new Replication(tasks, acknowledger, board, settings.offsetFlushInterval(), nanos));
  }

  private void forgetSinkOffsets() {
    List<TopicPartition> stream =
        journal.topics().stream().map(EmbeddedTopic::partition).stream().toList();
    if (!stream.isEmpty()) {
      runtime.forgetSinkOffsets(tasks.configs().sink(), stream);
    }
  }

  /** Starts its thread, on which setup happens too. To be called once. */
  public void start() {
    new Thread(this::execute, "dbmazz-pipeline").start();
  }

  private void execute() {
    PipelineEnd end = PipelineEnd.FAILED;
    try {
      end = run.run();
    } catch (InterruptedException e) {
      board.failed("Interrupted");
    } catch (RuntimeException | Error e) {
      LOG.error("Pipeline failed: {}", e.getMessage(), e);
      board.failed(String.valueOf(e.getMessage()));
    } finally {
      stopTasks();
      mailbox.close();
      ended.complete(end);
    }
  }

  private void stopTasks() {
    try {
      tasks.stopSource();
      tasks.stopSink();
      runtime.metrics().close();
      runtime.offsets().close();
      runtime.errants().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ConnectException e) {
      LOG.warn("Closing what the pipeline has stored in failed: {}", e.getMessage(), e);
    }
  }

  /** Loads nothing more until {@link #resume}; what is being loaded is finished. */
  public CompletableFuture<ControlResult> pause() {
    return mailbox.send(new Command.Pause());
  }

  /** Goes on where {@link #pause} stopped. */
  public CompletableFuture<ControlResult> resume() {
    return mailbox.send(new Command.Resume());
  }

  /** Begins to drain; the pipeline ends when everything read is durable and its offset stored. */
  public CompletableFuture<ControlResult> drain() {
    return mailbox.send(new Command.Drain());
  }

  /** Ends at once. The answer arrives when the slot is dropped, if it shall be. */
  public CompletableFuture<ControlResult> stop(SlotPolicy slot) {
    return mailbox.send(new Command.Stop(slot));
  }

  /** Changes settings; checked on the caller's thread, which may take seconds. */
  public CompletableFuture<ControlResult> reload(ReloadRequest request) {
    try {
      return mailbox.send(new Command.Reload(ReloadPlan.of(request, tasks.configs())));
    } catch (ConfigException | ConnectException e) {
      return CompletableFuture.completedFuture(ControlResult.refused(e.getMessage()));
    }
  }

  /** Whether changes are being replicated, or the rows before them. */
  public Health health() {
    Health known = board.health();
    if (!known.equals(Health.REPLICATING)) {
      return known;
    }
    return SnapshotDetail.of(tasks::sourceMetric).map(known::saying).orElse(known);
  }

  /** Positions and counts. */
  public PipelineStatus status() {
    PipelineStatus known = board.status();
    Lsn confirmed = lsn(ConnectorMetrics.CONFIRMED_LSN, known.confirmedLsn());
    return known.at(Lsn.max(known.currentLsn(), confirmed), confirmed);
  }

  /** Tables as configured, in the operator's spelling. */
  public List<String> tables() {
    return TableList.display(tasks.configs().source().getOrDefault(ReloadPlan.TABLES, ""));
  }

  /** Totals and lags. */
  public PipelineMetrics metrics() {
    PipelineStatus status = status();
    Lsn server = lsn(ConnectorMetrics.SERVER_LSN, status.currentLsn());
    return new PipelineMetrics(
        status.totalEvents(),
        status.pendingEvents(),
        server.bytesSince(status.confirmedLsn()),
        tasks.loads());
  }

  private Lsn lsn(String metric, Lsn otherwise) {
    return tasks.sourceMetric(metric).stream()
        .mapToObj(Lsn::new)
        .filter(lsn -> !lsn.isZero())
        .findFirst()
        .orElse(otherwise);
  }

  /** Completed with how the pipeline ended, after its tasks have stopped. */
  public CompletableFuture<PipelineEnd> ended() {
    return ended.copy();
  }
}
