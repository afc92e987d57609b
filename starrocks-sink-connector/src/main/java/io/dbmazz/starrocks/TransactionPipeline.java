package io.dbmazz.starrocks;

import io.dbmazz.starrocks.TransactionWork.Committed;
import io.dbmazz.starrocks.TransactionWork.Failed;
import io.dbmazz.starrocks.TransactionWork.Loaded;
import io.dbmazz.starrocks.TransactionWork.Outcome;
import io.dbmazz.starrocks.TransactionWork.Refused;
import io.dbmazz.starrocks.TransactionWork.TakenOver;
import io.dbmazz.starrocks.buffer.FlushLimits;
import io.dbmazz.starrocks.change.Change;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stages of a task that commits rows and positions together. Whatever fails, it drops what it
 * holds, takes its partitions over again, and has the records behind the positions that StarRocks
 * tells handed over once more. The task's thread only.
 */
final class TransactionPipeline implements SinkPipeline {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionPipeline.class);

  /** While a transaction is under way, how soon the worker should call again. */
  private static final long COLLECT_MILLIS = 20;

  /** How soon the same records should come again. */
  private static final long RETRY_MILLIS = 500;

  private final Stages stages;
  private final PendingRows pending;
  private final Progress progress = new Progress();
  private final TakeOverPause pause = new TakeOverPause();
  private final Set<TopicPartition> partitions = new HashSet<>();
  private final LeftOut leftOut = new LeftOut();
  private final Trouble trouble = new Trouble();
  private final SinkTaskContext context;
  private final SinkMetrics metrics;
  private final Clock clock;
  private boolean owner;
  private boolean hastened;

  /**
   * What a change goes through.
   *
   * @param setup what comes before the first change
   * @param intake from record to change
   * @param limits when what is taken is due
   * @param work takes over, loads and commits
   */
  record Stages(TargetSetup setup, Intake intake, FlushLimits limits, TransactionWork work) {}

  TransactionPipeline(Stages stages, SinkTaskContext context, SinkMetrics metrics, Clock clock) {
    this.stages = stages;
    this.pending = new PendingRows(stages.limits());
    this.context = context;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    try {
      stages.work().ended().ifPresent(this::absorb);
      trouble.report();
      stages.setup().finish();
      requireOwner();
      if (progress.takeRewind()) {
        progress.handedOver(records);
        context.offset(progress.restart());
        return; // these records were read before the rewind, and come again
      }
      progress.handedOver(records);
      List<SinkRecord> fresh = fresh(records);
      Intake.Taken taken = stages.intake().read(changes(fresh));
      makeRoom(fresh);
      stages.intake().report(taken.unreadable());
      commitIf(pending.boundary().isReached());
      accept(fresh, taken.changes());
      if (records.isEmpty() || hastened) {
        commitIf(pending.isOverdue(clock.instant()) && pending.boundary().mayBeReached());
      }
      commitIf(pending.boundary().isReached());
      askToBeCalledWithin(Long.MAX_VALUE);
    } catch (RetriableException e) {
      askToBeCalledWithin(RETRY_MILLIS);
      throw e;
    } finally {
      metrics.buffered(pending.rows(), pending.bytes(), 0);
    }
  }

  /** Those that are neither committed nor taken. */
  private List<SinkRecord> fresh(Collection<SinkRecord> records) {
    return records.stream()
        .filter(
            record -> !progress.skips(Intake.partition(record, null), record.originalKafkaOffset()))
        .toList();
  }

  private static List<SinkRecord> changes(List<SinkRecord> records) {
    return records.stream().filter(record -> !SourceBoundary.isCheckpoint(record)).toList();
  }

  private void accept(List<SinkRecord> records, List<Change> changes) {
    Iterator<Change> next = changes.iterator();
    Instant now = clock.instant();
    TopicPartition partition = null;
    for (SinkRecord record : records) {
      partition = Intake.partition(record, partition);
      boolean checkpoint = SourceBoundary.isCheckpoint(record);
      Change change = checkpoint ? Change.NOTHING : next.next();
      change = leftOut.contains(record) ? Change.NOTHING : change;
      commitIf(pending.boundary().isBefore(record, change));
      pending.add(
          new PendingRows.Row(partition, change, stages.intake().origin(record)),
          record.originalKafkaOffset(),
          now);
      pending.boundary().take(record, change, partitions.size());
      progress.take(partition, record.originalKafkaOffset());
      if (checkpoint) {
        progress.mark(partition, String.valueOf(record.value()));
        commitIf(true);
      }
    }
  }

  /** Commits what was taken when it is due and may be cut here. */
  private void commitIf(boolean mayCut) {
    if (mayCut && !stages.work().isBusy() && !pending.isEmpty()) {
      if (hastened || pending.isDue(clock.instant())) {
        hastened = false;
        stages.work().commit(pending.takeAll(clock.instant()), progress.taken());
      }
    }
  }

  /** Within a transaction of the source that fills the memory, rows are loaded uncommitted. */
  private void makeRoom(List<SinkRecord> next) {
    while (!next.isEmpty() && pending.isFull()) {
      commitIf(pending.boundary().isReached());
      if (!stages.work().isBusy()) {
        stages.work().load(pending.takePart(clock.instant()));
      }
      absorb(
          stages
              .work()
              .awaitOne()
              .orElseThrow(
                  () ->
                      new RetriableException(
                          "The rows in flight fill "
                              + SinkConfigDef.MAX_BYTES
                              + "; waiting for StarRocks to take them before more is read")));
      trouble.report();
    }
  }

  private void requireOwner() {
    if (owner || partitions.isEmpty()) {
      return;
    }
    if (!stages.work().isBusy() && pause.isOver(clock.instant())) {
      stages.work().takeOver(partitions);
    }
    stages.work().awaitOne().ifPresent(this::absorb);
    trouble.report();
    if (!owner) {
      throw new RetriableException(
          "Taking over the offsets of " + partitions.size() + " partitions in StarRocks");
    }
  }

  private void absorb(Outcome outcome) {
    if (outcome instanceof TakenOver taken) {
      owner = true;
      progress.begin(taken.positions());
    } else if (outcome instanceof Loaded loaded) {
      pending.loaded(loaded.batches());
    } else if (outcome instanceof Committed committed) {
      pending.loaded(committed.batches());
      progress.commit(committed.positions());
      leftOut.clear();
      pause.reset();
      context.requestCommit();
    } else if (outcome instanceof Refused refused) {
      leftOut.add(refused.culprits());
      reset();
    } else if (outcome instanceof Failed failed) {
      reset();
      pause.failed(clock.instant());
      trouble.add(failed.cause());
    } else {
      throw new IllegalStateException("Unknown outcome " + outcome.getClass());
    }
  }

  /** Records behind the positions in StarRocks come again. */
  private void reset() {
    owner = false;
    pending.reset();
    progress.reset();
  }

  @Override
  public void hasten() {
    hastened = !pending.isEmpty();
    commitIf(pending.boundary().isReached());
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> durable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    stages.work().ended().ifPresent(this::absorb);
    return progress.committed();
  }

  @Override
  public void open(Collection<TopicPartition> opened) {
    partitions.addAll(opened);
    finishWork();
    progress.forget(opened);
    stages.setup().prepareFor(opened);
  }

  @Override
  public void close(Collection<TopicPartition> closed) {
    partitions.removeAll(closed);
    finishWork();
    progress.forget(closed);
  }

  private void finishWork() {
    stages.work().finish().ifPresent(this::absorb);
    reset();
    LOG.debug("Partitions: {}", partitions);
  }

  @Override
  public void stop() {
    stages.work().close();
  }

  /** A worker without records would call again only when it next commits offsets. */
  private void askToBeCalledWithin(long longest) {
    long collect = stages.work().isBusy() ? COLLECT_MILLIS : Long.MAX_VALUE;
    long millis = Math.min(longest, Math.min(collect, pending.waitLeft(clock.instant())));
    if (millis < Long.MAX_VALUE) {
      context.timeout(Math.max(1, millis));
    }
  }
}
