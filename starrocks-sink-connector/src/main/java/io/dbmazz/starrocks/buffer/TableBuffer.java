package io.dbmazz.starrocks.buffer;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.table.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The rows of one table on their way: collected, closed at the end of a transaction, in flight. At
 * most one batch is in flight, so that changes of a row arrive in order.
 */
final class TableBuffer {

  private final TableId table;
  private final FlushLimits limits;
  private OpenBatch open;
  private OpenBatch sealed;
  private OpenBatch inFlight;
  private boolean orphaned;

  TableBuffer(TableId table, FlushLimits limits) {
    this.table = table;
    this.limits = limits;
  }

  /** Takes an operation; what its record is as durable as. */
  Coverage add(RowOperation operation, Optional<SinkRecord> origin, Instant now) {
    OpenBatch batch = opened(now);
    origin.ifPresentOrElse(record -> batch.add(operation, record), () -> batch.add(operation));
    return batch.coverage();
  }

  /** Takes a truncate; what its record is as durable as. */
  Coverage truncate(Instant now) {
    OpenBatch batch = opened(now);
    batch.truncate();
    return batch.coverage();
  }

  private OpenBatch opened(Instant now) {
    if (open == null) {
      open = new OpenBatch(now);
    }
    return open;
  }

  /** Whether the rows collected are due by their number or size. */
  boolean isDueBySize() {
    return open != null
        && (open.rows() >= limits.maxRows() || open.bytes() >= limits.maxBytesOfTable());
  }

  /** Closes what is due here, at a good place, though it is taken later. Not while loading. */
  void sealIfDue() {
    if (inFlight == null && sealed == null && isDueBySize()) {
      sealed = open;
      open = null;
    }
  }

  /** Whether a batch can be taken and should be. */
  boolean isDue(Instant now) {
    return canBeTaken() && (sealed != null || isDueBySize() || waitLeft(now).isZero());
  }

  /** Whether there are rows and none of them in flight. */
  boolean canBeTaken() {
    return inFlight == null && (sealed != null || open != null);
  }

  /** Time until the oldest row is due; only when a batch can be taken. */
  Duration waitLeft(Instant now) {
    OpenBatch oldest = sealed == null ? open : sealed;
    Duration left = Duration.between(now, oldest.openedAt().plus(limits.interval()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Puts a batch in flight; only when one can be taken. */
  RowBatch take(Instant now) {
    if (sealed == null) {
      inFlight = open;
      open = null;
    } else {
      inFlight = sealed;
      sealed = null;
    }
    return inFlight.close(table, now);
  }

  /** The batch in flight is durable. */
  void loaded() {
    inFlight.coverage().becomeDurable();
    inFlight = null;
    orphaned = false;
  }

  /** The batch in flight could not be loaded; whether it should be loaded again. */
  boolean failed() {
    if (orphaned) {
      inFlight = null;
      orphaned = false;
      return false;
    }
    return true;
  }

  /** Drops all rows; those in flight cannot be called back, but are not loaded again. */
  void discard() {
    open = null;
    sealed = null;
    orphaned = inFlight != null;
  }

  long rows() {
    return batches().mapToLong(OpenBatch::rows).sum();
  }

  long bytes() {
    return batches().mapToLong(OpenBatch::bytes).sum();
  }

  private Stream<OpenBatch> batches() {
    return Stream.of(
            Optional.ofNullable(open), Optional.ofNullable(sealed), Optional.ofNullable(inFlight))
        .flatMap(Optional::stream);
  }
}
