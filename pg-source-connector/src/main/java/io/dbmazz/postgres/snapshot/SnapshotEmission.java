package io.dbmazz.postgres.snapshot;

import io.dbmazz.postgres.emit.RecordEmitter;
import io.dbmazz.postgres.setup.SnapshotMode;
import io.dbmazz.postgres.snapshot.SnapshotEpoch.Phase;
import io.dbmazz.postgres.snapshot.SnapshotPlan.Origin;
import io.dbmazz.record.Lsn;
import io.dbmazz.record.TableSnapshotPosition;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The polling thread's side of the initial snapshot: emits its rows and what the offsets have to
 * say of it, until streaming may begin.
 */
public final class SnapshotEmission {

  private final ChunkQueue queue;
  private final RecordEmitter records;
  private final Supplier<Optional<SnapshotPlan>> plans;
  private final Adoption adoption;
  private final Queue<TableState> adopted = new ArrayDeque<>();
  private Optional<SnapshotPlan> plan = Optional.empty();
  private Optional<SnapshotEmitter> rows = Optional.empty();
  private long portionCost;
  private boolean over;

  SnapshotEmission(
      SnapshotMode mode,
      ChunkQueue queue,
      RecordEmitter records,
      Supplier<Optional<SnapshotPlan>> plans,
      Adoption adoption) {
    this.over = !mode.readsRows();
    this.queue = queue;
    this.adoption = adoption;
    this.records = records;
    this.plans = plans;
  }

  /** Whether all is emitted: what comes now is the stream. */
  public boolean isOver() {
    return over;
  }

  /**
   * Emits the next rows; the emitter must have started.
   *
   * @param nanos to wait for some
   * @return bytes of rows emitted; empty when there were none in time
   */
  public OptionalLong emit(List<SourceRecord> out, long nanos) throws InterruptedException {
    if (plan.isEmpty()) {
      plan = plans.get();
      plan.ifPresent(decided -> begin(decided, out));
    }
    if (!adopted.isEmpty()) {
      records.heartbeat(adopted.remove().offset(), out);
      return OptionalLong.of(0);
    }
    if (plan.isEmpty()) {
      return awaitBegin(nanos);
    }
    if (rows.orElseThrow().hasPortion() || take(nanos)) {
      return OptionalLong.of(emitNext(out));
    }
    if (!queue.isComplete()) {
      return OptionalLong.empty();
    }
    end(out);
    return OptionalLong.of(0);
  }

  /** Waits until there is something to emit, or {@code nanos} are over; emits nothing. */
  public OptionalLong awaitBegin(long nanos) throws InterruptedException {
    return queue.awaitBegin(nanos) ? OptionalLong.of(0) : OptionalLong.empty();
  }

  /** Looks whether other threads have something to note. To be called at each poll. */
  public void refresh() {
    if (adoption.isDue()) {
      plan.ifPresent(decided -> records.note(decided.epoch().notes(Phase.DONE)));
      adoption.end();
    }
  }

  private void begin(SnapshotPlan decided, List<SourceRecord> out) {
    rows = Optional.of(new SnapshotEmitter(records, decided.tables()));
    if (decided.origin() == Origin.ADOPTED) {
      TableSnapshotPosition done =
          TableSnapshotPosition.startingAt(records.position().endLsn()).done();
      decided.tables().forEach(table -> table.at(done));
      adopted.addAll(decided.tables());
      adoption.begin(decided);
      return;
    }
    boolean unfinished = !decided.unfinished().isEmpty();
    records.note(decided.epoch().notes(unfinished ? Phase.RUNNING : Phase.DONE));
    if (decided.origin() == Origin.NEW) {
      // Without the stream's offset those of the tables are void.
      records.heartbeat(out);
    }
  }

  private boolean take(long nanos) throws InterruptedException {
    Optional<Portion> taken = queue.take(nanos);
    taken.ifPresent(
        portion -> {
          portionCost = portion.rows().stream().mapToLong(Portion::cost).sum();
          rows.orElseThrow().begin(portion);
        });
    return taken.isPresent();
  }

  private long emitNext(List<SourceRecord> out) {
    SnapshotEmitter emitter = rows.orElseThrow();
    long bytes = emitter.emitNext(out);
    if (!emitter.hasPortion()) {
      queue.done(portionCost);
    }
    return bytes;
  }

  private void end(List<SourceRecord> out) {
    SnapshotPlan decided = plan.orElseThrow();
    over = true;
    if (decided.origin() == Origin.ADOPTED) {
      return;
    }
    records.note(decided.epoch().notes(Phase.DONE));
    records.cutKeyless(cuts(decided));
    if (decided.tables().stream().anyMatch(table -> table.progress().hasBegun())) {
      records.heartbeat(out);
    }
  }

  private static Map<String, Lsn> cuts(SnapshotPlan decided) {
    Map<String, Lsn> cuts = new HashMap<>();
    for (TableState table : decided.tables()) {
      table.position().ifPresent(at -> cuts.put(table.name().toString(), at.point()));
    }
    return cuts;
  }
}
