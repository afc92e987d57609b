package io.dbmazz.runner.pipeline;

import io.dbmazz.record.Lsn;
import io.dbmazz.runner.pipeline.PolledBatch.Polled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One round of moving records forward and acknowledgements back. Owned by the pipeline's thread.
 */
final class Replication {

  /** How long a round may wait: what the loop adds to a row's way at most. */
  static final Duration TICK = Duration.ofMillis(20);

  private final Tasks tasks;
  private final Acknowledger acknowledger;
  private final StatusBoard board;
  private final LongSupplier nanos;
  private final long flushIntervalNanos;
  private long lastFlush;

  Replication(
      Tasks tasks,
      Acknowledger acknowledger,
      StatusBoard board,
      Duration flushInterval,
      LongSupplier nanos) {
    this.tasks = tasks;
    this.acknowledger = acknowledger;
    this.board = board;
    this.nanos = nanos;
    this.flushIntervalNanos = flushInterval.toNanos();
    this.lastFlush = nanos.getAsLong();
  }

  /**
   * Takes a batch if there is one and hands it over.
   *
   * @return what a poll gave, which may be an empty batch; nothing when none has ended
   */
  Optional<PolledBatch> move() throws InterruptedException {
    if (tasks.sink().delivery().isBusy() || acknowledger.isBlocked()) {
      waitForSink();
      return Optional.empty();
    }
    Optional<PolledBatch> batch = tasks.source().feed().take(TICK);
    if (batch.isPresent() && !batch.get().isEmpty()) {
      count(batch.get().records());
      tasks.sink().delivery().deliver(batch.get());
    } else {
      tasks.sink().delivery().nudge();
    }
    return batch;
  }

  private void count(List<Polled> records) {
    long events = records.stream().filter(p -> OffsetPosition.isEvent(p.original())).count();
    Lsn newest = OffsetPosition.current(records.get(records.size() - 1).original());
    board.polled(events, newest);
  }

  private void waitForSink() throws InterruptedException {
    tasks.sink().delivery().nudge();
    rest();
  }

  /** Takes nothing new but the rest of a transaction; has the sink finish what it holds. */
  void settle() throws InterruptedException {
    if (!tasks.sink().delivery().endsWithTransaction()) {
      move(); // a sink that commits whole transactions would wait for ever
      return;
    }
    if (!tasks.sink().delivery().isBusy() && !acknowledger.isSettled()) {
      tasks.sink().delivery().hasten();
    }
    waitForSink();
  }

  /** Hands nothing over at all. */
  void rest() throws InterruptedException {
    Thread.sleep(TICK.toMillis());
  }

  /**
   * The way back, when it is time for it.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException also when a connector raised one
   */
  void acknowledgeWhenDue() throws InterruptedException {
    tasks.source().source().connector().check();
    tasks.sink().sink().connector().check();
    boolean asked = tasks.sink().sink().takeCommitRequest();
    if (asked || nanos.getAsLong() - lastFlush >= flushIntervalNanos) {
      lastFlush = nanos.getAsLong();
      acknowledger.acknowledge(
          tasks.source().source(), tasks.sink().sink(), tasks.sink().delivery());
    }
  }

  /** Newest position that was read. */
  Lsn position() {
    return board.status().currentLsn();
  }

  /** Whether everything handed over is durable, stored and confirmed. */
  boolean isSettled() {
    return acknowledger.isSettled();
  }
}
