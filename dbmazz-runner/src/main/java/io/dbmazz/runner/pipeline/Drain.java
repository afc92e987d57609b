package io.dbmazz.runner.pipeline;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.record.Lsn;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How far a drain reads: until a poll that began after it came back empty; or, under constant
 * writes, past a position that the server had after the drain began.
 */
final class Drain {

  /** The server's position is up to a second old when it is read. */
  private static final Duration POSITION_IS_FRESH = Duration.ofMillis(1500);

  /** For sources that do not tell the server's position. */
  private static final Duration LONGEST_READING = Duration.ofSeconds(10);

  private final Tasks tasks;
  private final LongSupplier nanos;
  private final long startedAt;
  private final long pollsBefore;
  private Optional<Lsn> target = Optional.empty();
  private boolean readingOver;

  Drain(Tasks tasks, LongSupplier nanos) {
    this.tasks = tasks;
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
    this.pollsBefore = tasks.source().feed().lastPoll();
  }

  boolean isReadingOver() {
    return readingOver;
  }

  /** Looks at what the last round read, and up to where. */
  void saw(Optional<PolledBatch> batch, Lsn position) {
    Duration elapsed = Duration.ofNanos(nanos.getAsLong() - startedAt);
    if (target.isEmpty() && elapsed.compareTo(POSITION_IS_FRESH) >= 0) {
      target = serverPosition();
    }
    readingOver |=
        batch.filter(this::isLast).isPresent()
            || target.filter(position::isAfter).isPresent()
            || tasks.source().feed().isFailing()
            || (target.isEmpty() && elapsed.compareTo(LONGEST_READING) >= 0);
  }

  private Optional<Lsn> serverPosition() {
    return tasks.sourceMetric(ConnectorMetrics.SERVER_LSN).stream().mapToObj(Lsn::new).findFirst();
  }

  private boolean isLast(PolledBatch batch) {
    return batch.isEmpty()
        && batch.number() > pollsBefore
        && tasks.sourceMetric(ConnectorMetrics.QUEUED_MESSAGES).orElse(0) == 0;
  }
}
