package io.dbmazz.starrocks.buffer;

import io.dbmazz.starrocks.change.RowOperation;
import io.dbmazz.starrocks.table.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of one table on their way: collected, closed at the end of a transaction, in flight. At
 * most one batch is in flight, so that changes of a row arrive in order.
 */
final class TableBuffer {

  private static final Logger LOG = LoggerFactory.getLogger(TableBuffer.class);

  private final TableId table;
  private final FlushLimits limits;
  private final Pace pace;
  private OpenBatch open;
  private OpenBatch sealed;
  private OpenBatch inFlight;
  private boolean orphaned;
  private TopicPartition source;
  private boolean severalSources;

  TableBuffer(TableId table, FlushLimits limits) {
    this.table = table;
    this.limits = limits;
    this.pace = new Pace(limits.interval());
  }

  /** Where the next operation comes from. */
  void arrivesFrom(TopicPartition partition) {
    if (!partition.equals(source)) {
      severalSources |= source != null;
      source = partition;
    }
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
    if (severalSources) {
      open.mix();
    }
    return open;
  }

  /** Whether the rows collected are due by their number or size; only by size when slowed down. */
  boolean isDueBySize() {
    return open != null
        && ((open.rows() >= limits.maxRows() && !pace.isSlowed())
            || open.bytes() >= limits.maxBytesOfTable());
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
    boolean bySize = isDueBySize() || (sealed != null && !pace.isSlowed());
    return canBeTaken() && (bySize || waitLeft(now).isZero());
  }

  /** Whether there are rows and none of them in flight. */
  boolean canBeTaken() {
    return inFlight == null && (sealed != null || open != null);
  }

  /** Time until the oldest row is due; only when a batch can be taken. */
  Duration waitLeft(Instant now) {
    OpenBatch oldest = sealed == null ? open : sealed;
    Duration left = Duration.between(now, pace.due(oldest.openedAt()));
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
    pace.taken(now);
    return inFlight.close(table, now);
  }

  /** The batch in flight is durable. */
  void loaded() {
    inFlight.coverage().becomeDurable();
    inFlight = null;
    orphaned = false;
    if (pace.loaded()) {
      LOG.info("Table {} is loaded as often as configured again", table);
    }
  }

  /** StarRocks has too many versions of the table: it is loaded less often, in larger batches. */
  void slowDown() {
    pace.slowDown();
    LOG.warn(
        "StarRocks has too many versions of {}: it is loaded every {} s at most from now on, in"
            + " larger batches. Where that goes on, let compaction catch up (SHOW PROC"
            + " '/compactions'), use fewer buckets, or raise bufferflush.intervalms",
        table,
        pace.between().toSeconds());
  }

  /** Whether the table is loaded less often than configured. */
  boolean isSlowed() {
    return pace.isSlowed();
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
