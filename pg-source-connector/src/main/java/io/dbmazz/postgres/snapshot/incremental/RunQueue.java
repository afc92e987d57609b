package io.dbmazz.postgres.snapshot.incremental;

import io.dbmazz.postgres.emit.TableOffset;
import io.dbmazz.postgres.setup.TableName;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * The tables that wait to be read, and those whose signal must be remembered. For the polling
 * thread, but for {@link #stored}, which the thread calls that stores offsets.
 */
final class RunQueue {

  private final String topicPrefix;
  private final Deque<TableRun> waiting = new ConcurrentLinkedDeque<>();
  private final Map<TableName, RunOffsets> finished = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<TableRun> settled = new ConcurrentLinkedQueue<>();
  private Map<String, String> account = Map.of();
  private OpenSignals signals = new OpenSignals();
  private boolean noteChanged;

  RunQueue(String topicPrefix) {
    this.topicPrefix = topicPrefix;
  }

  /** Takes up what an earlier task has left. */
  void begin(SnapshotContext context) {
    account = context.account();
    context.unread().forEach(table -> waiting.add(new TableRun(table, Optional.empty())));
    signals = OpenSignals.of(context.streamOffset());
    for (TableRun run : signals.runs()) {
      Map<String, ?> offset = context.tableOffsets().apply(run.table());
      boolean done = !offset.isEmpty() && progress(run).isDoneIn(offset);
      if (done || isWaiting(run.table()) || !context.captured().contains(run.table())) {
        signals.remove(run);
      } else {
        waiting.add(run);
      }
    }
    noteChanged = true;
  }

  RunOffsets progress(TableRun run) {
    return new RunOffsets(topicPrefix, account, run);
  }

  /** Says of a table that nothing of it counts as read. */
  TableOffset unread(TableName table) {
    return new RunOffsets(topicPrefix, Map.of(), new TableRun(table, Optional.empty()))
        .at(Optional.empty());
  }

  /** Adds a table that a signal names; false when it waits already. */
  boolean add(TableName table, String signal) {
    if (isWaiting(table)) {
      return false;
    }
    signals.add(table, signal);
    waiting.add(new TableRun(table, Optional.of(signal)));
    noteChanged = true;
    return true;
  }

  private boolean isWaiting(TableName table) {
    return waiting.stream().anyMatch(run -> run.table().equals(table));
  }

  Optional<TableRun> next() {
    return Optional.ofNullable(waiting.poll());
  }

  /** Tables that wait; any thread. */
  int size() {
    return waiting.size();
  }

  List<TableRun> waiting() {
    return List.copyOf(waiting);
  }

  /** Takes a table off before its turn, or for one that cannot be read. */
  void remove(TableRun run) {
    waiting.remove(run);
    forget(run);
  }

  private void forget(TableRun run) {
    signals.remove(run);
    noteChanged = true;
  }

  /** A run has emitted all; its signal is remembered until that is stored. */
  void finished(RunOffsets progress) {
    if (progress.run().signal().isPresent()) {
      finished.put(progress.run().table(), progress);
    }
  }

  /** Offsets have been stored. */
  void stored(Function<TableName, Map<String, ?>> offsets) {
    finished.forEach(
        (table, progress) -> {
          Map<String, ?> offset = offsets.apply(table);
          if (!offset.isEmpty() && progress.isDoneIn(offset) && finished.remove(table, progress)) {
            settled.add(progress.run());
          }
        });
  }

  /** What offsets of the stream say from now on; empty when that has not changed. */
  Optional<Map<String, String>> changedNote() {
    for (TableRun run = settled.poll(); run != null; run = settled.poll()) {
      forget(run);
    }
    if (!noteChanged) {
      return Optional.empty();
    }
    noteChanged = false;
    return Optional.of(signals.note());
  }
}
