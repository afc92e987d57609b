package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.buffer.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** The threads {@code starrocks-loader-N}, each of which loads into another table. */
final class TableLoaders implements AutoCloseable {

  private final ExecutorService threads;

  TableLoaders(int size) {
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

  /**
   * Loads batches side by side and returns when all have ended.
   *
   * @throws ConnectException the first failure that time does not cure, else the first
   */
  void all(List<RowBatch> batches, Consumer<RowBatch> load) {
    List<Future<?>> running = new ArrayList<>();
    batches.forEach(batch -> running.add(threads.submit(() -> load.accept(batch))));
    ConnectException failure = null;
    for (Future<?> one : running) {
      failure = worse(failure, failureOf(one));
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static ConnectException failureOf(Future<?> load) {
    try {
      load.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause() instanceof ConnectException failure
          ? failure
          : new ConnectException("A load failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RetriableException("Interrupted while loading", e);
    }
  }

  private static ConnectException worse(ConnectException first, ConnectException next) {
    if (first == null || next == null) {
      return first == null ? next : first;
    }
    boolean nextIsWorse =
        first instanceof RetriableException && !(next instanceof RetriableException);
    ConnectException worse = nextIsWorse ? next : first;
    worse.addSuppressed(nextIsWorse ? first : next);
    return worse;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
