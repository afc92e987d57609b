package io.dbmazz.starrocks;

import io.dbmazz.starrocks.buffer.RowBatch;
import io.dbmazz.starrocks.load.StreamLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
  private final ScheduledThreadPoolExecutor threads;
  private final BlockingQueue<Finished> results = new LinkedBlockingQueue<>();
  private final IdentityHashMap<RowBatch, LoadJob> jobs = new IdentityHashMap<>();
  private final IdentityHashMap<RowBatch, Integer> failures = new IdentityHashMap<>();

  /**
   * How long the task's thread may wait.
   *
   * @param forOne for any one load to end; shorter than a worker's graceful shutdown (5 s)
   * @param forAll for all loads to end before partitions are given away, those that do not are
   *     given up; and longest pause before a load that has failed is begun again
   */
  record Patience(Duration forOne, Duration forAll) {
    static final Patience DEFAULT = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(30));
    private static final int MOST_DOUBLINGS = 20;

    /** How long to leave a load alone that has failed so many times, at least once. */
    Duration afterFailures(int failures) {
      long doubled = (forOne.toMillis() / 2) << Math.min(failures - 1, MOST_DOUBLINGS);
      return Duration.ofMillis(Math.min(doubled, forAll.toMillis()));
    }
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
        new ScheduledThreadPoolExecutor(
            size,
            task -> {
              Thread thread = new Thread(task, "starrocks-loader-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void submit(RowBatch batch) {
    submit(batch, Duration.ZERO);
  }

  /** Loads a batch again that has failed, after a pause that grows with its failures. */
  void submitAgain(RowBatch batch) {
    submit(batch, patience.afterFailures(failures.merge(batch, 1, Integer::sum)));
  }

  private void submit(RowBatch batch, Duration pause) {
    LoadJob job = new LoadJob(batch, this::load, results::add);
    jobs.put(batch, job);
    job.schedule(threads, pause);
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
    return jobs.size();
  }

  /** The loads that have ended since the last call. */
  List<Finished> finished() {
    List<Finished> finished = new ArrayList<>();
    results.drainTo(finished);
    finished.forEach(this::ended);
    return finished;
  }

  private void ended(Finished load) {
    jobs.remove(load.batch());
    if (load.failure().isEmpty()) {
      failures.remove(load.batch());
    }
  }

  /** Waits for a load to end; empty when none did in time. */
  List<Finished> awaitOne() {
    return await(1, patience.forOne());
  }

  /**
   * Waits for all loads to end, and gives up those that do not; those that ended. Of the others
   * nothing is sent any more, and StarRocks was asked to roll back what it has of them.
   */
  List<Finished> endAll() {
    List<Finished> finished = await(jobs.size(), patience.forAll());
    if (!jobs.isEmpty()) {
      giveUp();
      finished.addAll(await(jobs.size(), patience.forOne()));
    }
    failures.clear();
    return finished;
  }

  private void giveUp() {
    LOG.info("Giving up {} loads in flight; their rows will be loaded again", jobs.size());
    jobs.values().forEach(LoadJob::giveUp);
    loader.giveUp();
  }

  private List<Finished> await(int wanted, Duration longest) {
    List<Finished> finished = finished();
    long deadline = System.nanoTime() + longest.toNanos();
    try {
      while (!jobs.isEmpty() && finished.size() < wanted) {
        Finished next = results.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          return finished;
        }
        ended(next);
        finished.add(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return finished;
  }

  /** Lets loads in flight end for a short while, then gives them up. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.forOne().toNanos(), TimeUnit.NANOSECONDS)) {
        giveUp();
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      giveUp();
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    loader.close();
  }
}
