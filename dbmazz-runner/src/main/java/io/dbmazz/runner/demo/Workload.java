package io.dbmazz.runner.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * The original daemon's e-commerce load over several connections at once, at a steady rate. Each
 * writer has a thread; the methods may be called from any.
 */
final class Workload {

  private static final int WRITERS = 4;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final LongAdder events = new LongAdder();
  private final AtomicReference<SQLException> failure = new AtomicReference<>();
  private final SharedRows rows = new SharedRows(System::nanoTime);
  private final List<Thread> threads = new ArrayList<>();

  private Workload() {}

  /**
   * Starts writing.
   *
   * @param eventsPerSecond of all writers together, above 0
   * @param seed makes the drawn values, though not their interleaving, repeatable
   */
  static Workload start(DemoPostgres postgres, int eventsPerSecond, long seed) throws SQLException {
    Workload workload = new Workload();
    for (int i = 0; i < WRITERS; i++) {
      Connection connection = postgres.connect();
      OrderWriter writer = new OrderWriter(connection, workload.rows, new Random(seed + i));
      double rate = (double) eventsPerSecond / WRITERS;
      workload.threads.add(new Thread(() -> workload.run(writer, rate), "workload-" + i));
    }
    workload.threads.forEach(Thread::start);
    return workload;
  }

  private void run(OrderWriter writer, double eventsPerSecond) {
    try (writer) {
      Pace pace = new Pace(eventsPerSecond, System.nanoTime());
      while (!stopped.await(pace.waitNanos(System.nanoTime()), TimeUnit.NANOSECONDS)) {
        int written = writer.writeTransaction();
        events.add(written);
        pace.done(written, System.nanoTime());
      }
    } catch (SQLException e) {
      failure.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Row changes committed so far. */
  long events() {
    return events.sum();
  }

  /** See {@link SharedRows#lagNanos}. */
  long lagNanos(long newestOrderInTarget) {
    return rows.lagNanos(newestOrderInTarget);
  }

  /**
   * Checks that no writer has ended by itself.
   *
   * @throws SQLException what ended it: the workload is then not what it claims to be
   */
  void requireRunning() throws SQLException {
    SQLException cause = failure.get();
    if (cause != null) {
      throw new SQLException("The workload ended: " + cause.getMessage(), cause);
    }
  }

  /** Stops writing; returns when every writer has committed its last transaction. */
  void stop() throws InterruptedException {
    stopped.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
