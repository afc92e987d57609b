package io.dbmazz.starrocks;

import io.dbmazz.starrocks.LoaderPool.Finished;
import io.dbmazz.starrocks.buffer.RowBatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One load of a batch. A loader thread runs it; the task's thread may give it up, and must not
 * interrupt what that thread does afterwards.
 */
final class LoadJob implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(LoadJob.class);

  private final RowBatch batch;
  private final Function<RowBatch, Finished> load;
  private final Consumer<Finished> results;
  private Future<?> turn;
  private Thread runner;
  private boolean givenUp;

  /**
   * A load that is not scheduled yet.
   *
   * @param load never throws
   * @param results is given exactly one result
   */
  LoadJob(RowBatch batch, Function<RowBatch, Finished> load, Consumer<Finished> results) {
    this.batch = batch;
    this.load = load;
    this.results = results;
  }

  /** Begins it after the pause. */
  synchronized void schedule(ScheduledExecutorService threads, Duration pause) {
    turn = threads.schedule(this, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void run() {
    Finished finished = begin() ? load.apply(batch) : notBegun();
    end();
    results.accept(finished);
  }

  private synchronized boolean begin() {
    runner = Thread.currentThread();
    return !givenUp;
  }

  private synchronized void end() {
    runner = null;
    if (Thread.interrupted()) { // meant for this load, not for the next of this thread
      LOG.debug("The load of {} was given up", batch.table());
    }
  }

  private Finished notBegun() {
    String message = "The load of " + batch.table() + " was given up before it began";
    return new Finished(batch, Optional.of(new ConnectException(message)));
  }

  /** Interrupts it, or sees to it that it never begins. */
  synchronized void giveUp() {
    givenUp = true;
    if (runner != null) {
      runner.interrupt();
    } else if (turn.cancel(false)) {
      results.accept(notBegun());
    }
  }
}
