package io.dbmazz.starrocks;

import io.dbmazz.starrocks.LoaderPool.Finished;
import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.buffer.RowBuffer;
import io.dbmazz.starrocks.table.TableId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts loads of what is due, and takes up how they ended. The task's thread only. */
final class Loads {

  private static final Logger LOG = LoggerFactory.getLogger(Loads.class);

  private final RowBuffer buffer;
  private final LoaderPool pool;
  private final Supplier<Set<TableId>> crowded;
  private Optional<ConnectException> failure = Optional.empty();

  /**
   * Loads what the buffer says is due.
   *
   * @param crowded tells of which tables StarRocks has had too many versions since it was last
   *     asked
   */
  Loads(RowBuffer buffer, LoaderPool pool, Supplier<Set<TableId>> crowded) {
    this.buffer = buffer;
    this.pool = pool;
    this.crowded = crowded;
  }

  void startDue(Instant now) {
    buffer.takeDue(now).forEach(pool::submit);
  }

  void startAll(Instant now) {
    buffer.takeAll(now).forEach(pool::submit);
  }

  boolean isAnyInFlight() {
    return pool.inFlight() > 0;
  }

  /** Takes up the loads that have ended; whether more may be committed than before. */
  boolean collect() {
    return absorb(pool.finished());
  }

  /**
   * Waits for a load to end.
   *
   * @throws RetriableException when none does in time
   * @throws ConnectException when one failed, as {@link #reportFailure} does
   */
  boolean awaitOne() {
    List<Finished> finished = pool.awaitOne();
    boolean moved = absorb(finished);
    reportFailure();
    if (finished.isEmpty()) {
      throw new RetriableException(
          "The rows in flight fill "
              + SinkConfigDef.MAX_BYTES
              + "; waiting for StarRocks to take them before more is read");
    }
    return moved;
  }

  /**
   * Lets loads end and drops all rows: the partitions have another owner now, whose rows must not
   * be overtaken by these.
   *
   * @return where to read again, by partition that stays
   */
  Map<TopicPartition, Long> giveAway(Collection<TopicPartition> partitions) {
    Map<Boolean, List<Finished>> ended =
        pool.endAll().stream().collect(Collectors.partitioningBy(load -> load.failure().isEmpty()));
    absorb(ended.get(true));
    buffer.forget(partitions);
    Map<TopicPartition, Long> staying = buffer.rewind();
    absorb(ended.get(false));
    return staying;
  }

  private boolean absorb(List<Finished> finished) {
    crowded.get().forEach(buffer::slowDown);
    boolean moved = false;
    for (Finished load : finished) {
      if (load.failure().isEmpty()) {
        moved |= buffer.loaded(load.batch());
      } else {
        keep(load.batch(), load.failure().get());
      }
    }
    return moved;
  }

  /**
   * A failed batch stays in flight, so that nothing of it is acknowledged and nothing of its table
   * overtakes it: it is loaded again, or it is the end of the task.
   */
  private void keep(RowBatch batch, Throwable cause) {
    boolean again = buffer.failed(batch);
    if (!again) {
      LOG.debug("Rows of {} that are read again were not loaded", batch.table(), cause);
    } else if (!(cause instanceof RetriableException)) {
      failure = failure.filter(Loads::isFinal).or(() -> Optional.of(fatal(batch, cause)));
    } else {
      pool.submitAgain(batch);
      failure = failure.or(() -> Optional.of(new RetriableException(message(batch, cause), cause)));
    }
  }

  /**
   * Throws what went wrong since the last call.
   *
   * @throws RetriableException once for what is being loaded again
   * @throws ConnectException from then on, when a batch cannot be loaded
   */
  void reportFailure() {
    if (failure.isPresent()) {
      ConnectException reported = failure.get();
      failure = failure.filter(Loads::isFinal);
      throw reported;
    }
  }

  private static boolean isFinal(ConnectException failure) {
    return !(failure instanceof RetriableException);
  }

  private static ConnectException fatal(RowBatch batch, Throwable cause) {
    return new ConnectException(message(batch, cause), cause);
  }

  private static String message(RowBatch batch, Throwable cause) {
    return String.format(
        "%d rows could not be loaded into %s: %s",
        batch.rows().size(),
        batch.table(),
        cause.getMessage() == null ? cause.toString() : cause.getMessage());
  }

  /** Ends the threads; loads in flight are cut off after a short while. */
  void close() {
    pool.close();
  }
}
