package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.setup.ExportedSnapshot;
import io.dbmazz.postgres.setup.Preparation;
import io.dbmazz.postgres.setup.ServerConnections;
import io.dbmazz.postgres.setup.SourceSetup;
import io.dbmazz.postgres.setup.TableName;
import io.dbmazz.postgres.snapshot.SnapshotPlan.Origin;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that were written before the slot. The thread that connects coordinates: {@link #begin}
 * once, then {@link #complete} until it returns. The polling thread emits, by {@link #emission}.
 */
public final class InitialSnapshot {

  private static final Logger LOG = LoggerFactory.getLogger(InitialSnapshot.class);

  private final SnapshotSettings settings;
  private final ServerConnections server;
  private final SourceSetup setup;
  private final Clock clock;
  private final ChunkQueue queue;
  private final SnapshotProgress progress = new SnapshotProgress();
  private final SnapshotReading reading;
  private final Adoption adoption = new Adoption();
  private volatile Optional<SnapshotPlan> plan = Optional.empty();
  private volatile List<TableName> captured = List.of();
  private volatile boolean cancelled;
  private Optional<ExportedSnapshot> exported = Optional.empty();

  /**
   * Connects to nothing yet.
   *
   * @param server for readers
   * @param setup exports snapshots
   */
  public InitialSnapshot(
      SnapshotSettings settings, ServerConnections server, SourceSetup setup, Clock clock) {
    this.settings = settings;
    this.server = server;
    this.setup = setup;
    this.clock = clock;
    this.queue = new ChunkQueue(settings.bufferBytes());
    this.reading = new SnapshotReading(settings, server, queue, progress);
  }

  /**
   * Decides what is to be read.
   *
   * @param made with a snapshot of the slot, if there is one, which is used and closed here
   * @param stream stored offset of the stream, if there is one
   * @param lookup of the tables' offsets
   */
  public void begin(Preparation made, Optional<Map<String, Object>> stream, OffsetLookup lookup) {
    Preparation prepared = made.without(settings.signals());
    exported = prepared.snapshot();
    captured = prepared.tables();
    if (!settings.mode().readsRows()) {
      return;
    }
    String prefix = settings.changes().topicPrefix();
    SnapshotPlan decided = SnapshotPlan.of(settings.mode(), prefix, prepared, stream, lookup);
    if (decided.origin() == Origin.STORED && stream.filter(SnapshotEpoch::isDone).isPresent()) {
      new BesideStream(settings, server).leaveToIt(decided.unfinished());
    }
    progress.begin(decided.tables());
    plan = Optional.of(decided);
    if (decided.origin() == Origin.ADOPTED) {
      LOG.info("The stored offset keeps no account of tables: all count as read");
    } else if (!decided.unfinished().isEmpty()) {
      LOG.info("Snapshot of {} tables begins", decided.unfinished().size());
    }
  }

  /**
   * Reads what is left to read and waits until it is emitted. After a failure it may be called
   * again.
   *
   * @throws RetriableException when trying again may help
   * @throws org.apache.kafka.connect.errors.ConnectException when someone has to act first
   */
  public void complete() {
    if (plan.isEmpty()) {
      return;
    }
    SnapshotPlan decided = plan.get();
    List<TableState> left = left(decided);
    while (!left.isEmpty()) {
      requireNotCancelled();
      try (ExportedSnapshot snapshot = nextSnapshot()) {
        reading.run(snapshot, left, TimeUnit.MILLISECONDS.toMicros(clock.millis()));
      }
      List<TableState> after = left(decided);
      if (after.containsAll(left)) {
        throw new RetriableException(
            "Tables change while their snapshot is read, such as " + after.get(0).name());
      }
      left = after;
    }
    exported.ifPresent(ExportedSnapshot::close);
    exported = Optional.empty();
    if (progress.isRunning()) {
      LOG.info("Snapshot is complete: {}", progress.detail());
    }
    progress.end();
    queue.complete();
  }

  /** Whether {@link #complete} has rows to wait for; once it has begun. */
  public boolean hasRowsToRead() {
    return plan.filter(decided -> !left(decided).isEmpty()).isPresent();
  }

  private static List<TableState> left(SnapshotPlan decided) {
    return decided.origin() == Origin.ADOPTED ? List.of() : decided.unfinished();
  }

  private ExportedSnapshot nextSnapshot() {
    ExportedSnapshot next = exported.orElseGet(setup::exportSnapshot);
    exported = Optional.empty();
    return next;
  }

  private void requireNotCancelled() {
    if (cancelled) {
      throw new RetriableException("The snapshot was ended");
    }
  }

  /** The polling thread's side. */
  public SnapshotEmission emission(RecordEmitter records) {
    return new SnapshotEmission(settings.mode(), queue, records, () -> plan, adoption);
  }

  /** The captured tables; once it has begun. */
  public List<TableName> captured() {
    return captured;
  }

  /** Tables that were never read and are to be read beside the stream; once it has begun. */
  public List<TableName> leftBeside() {
    return plan.map(SnapshotPlan::tables).orElse(List.of()).stream()
        .filter(table -> table.isBeside() && !table.isDone())
        .map(TableState::name)
        .toList();
  }

  /**
   * Tables of which an offset is stored that counts.
   *
   * @param tables to look for
   * @param lookup of their offsets
   */
  public List<TableName> accountedFor(List<TableName> tables, OffsetLookup lookup) {
    if (plan.isEmpty() || tables.isEmpty()) {
      return List.of();
    }
    SnapshotEpoch epoch = plan.get().epoch();
    Map<Map<String, String>, Map<String, Object>> offsets =
        lookup.find(tables.stream().map(epoch::partition).toList());
    return tables.stream()
        .filter(
            table ->
                Optional.ofNullable(offsets.get(epoch.partition(table)))
                    .flatMap(epoch::read)
                    .isPresent())
        .toList();
  }

  /** What offsets of tables carry besides their positions; once it has begun. */
  public Map<String, String> account() {
    return plan.map(decided -> decided.epoch().account()).orElse(Map.of());
  }

  /** Offsets have been stored. */
  public void stored(OffsetLookup lookup) {
    adoption.look(lookup);
  }

  /** Whether a session is reading now. */
  public boolean isReading() {
    return reading.isActive();
  }

  public SnapshotProgress progress() {
    return progress;
  }

  /** Makes {@link #complete} fail soon. Any thread. */
  public void cancel() {
    cancelled = true;
    reading.cancel();
  }
}
