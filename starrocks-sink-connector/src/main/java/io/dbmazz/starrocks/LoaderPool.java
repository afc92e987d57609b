package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.load.StreamLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads batches on threads of its own. The task's thread submits and collects; the threads {@code
 * starrocks-loader-N} load and hand their results over through one queue.
 */
final class LoaderPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoaderPool.class);

  private final StreamLoader loader;
  private final Patience patience;
  private final ExecutorService threads;
  private final BlockingQueue<Finished> results = new LinkedBlockingQueue<>();
  private int inFlight;

  /**
   * How long the task's thread may wait.
   *
   * @param forOne for any one load to end; shorter than a worker's graceful shutdown (5 s)
   * @param forAll for all loads to end before partitions are given away
   */
  record Patience(Duration forOne, Duration forAll) {
    static final Patience DEFAULT = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  /**
   * A load that ended.
   *
   * @param batch what
   * @param failure empty when StarRocks has committed it
   */
  record Finished(RowBatch batch, Optional<Throwable> failure) {}

  LoaderPool(StreamLoader loader, int size, Patience patience) {
    this.loader = loader;
    this.patience = patience;
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            size,
            task -> {
              Thread thread = new Thread(task, "starrocks-loader-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  void submit(RowBatch batch) {
    inFlight++;
    threads.execute(() -> results.add(load(batch)));
  }

  /** Whatever goes wrong ends up with the task: a batch without a result would hold its table. */
  @SuppressWarnings("CatchingUnchecked")
  private Finished load(RowBatch batch) {
    long start = System.nanoTime();
    try {
      loader.load(batch);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      LOG.debug("Loaded {} rows into {} in {} ms", batch.rows().size(), batch.table(), millis);
      return new Finished(batch, Optional.empty());
    } catch (Throwable e) {
      return new Finished(batch, Optional.of(e));
    }
  }

  /** Loads that were submitted and not collected. */
  int inFlight() {
    return inFlight;
  }

  /** The loads that have ended since the last call. */
  List<Finished> finished() {
    List<Finished> finished = new ArrayList<>();
    results.drainTo(finished);
    inFlight -= finished.size();
    return finished;
  }

  /** Waits for a load to end; empty when none did in time. */
  List<Finished> awaitOne() {
    return await(1, patience.forOne());
  }

  /** Waits for all loads to end; those that did in time. */
  List<Finished> awaitAll() {
    return await(inFlight, patience.forAll());
  }

  private List<Finished> await(int wanted, Duration longest) {
    List<Finished> finished = finished();
    long deadline = System.nanoTime() + longest.toNanos();
    try {
      while (inFlight > 0 && finished.size() < wanted) {
        Finished next = results.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          return finished;
        }
        inFlight--;
        finished.add(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return finished;
  }

  /** Lets loads in flight end for a short while, then cuts them off. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.forOne().toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.info("Cutting off {} loads in flight; their rows will be loaded again", inFlight);
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    loader.close();
  }
}
