package io.dbmazz.runner.cluster;

import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Inserts, updates and deletes orders in transactions, on a thread of its own, until it is stopped.
 * The methods are for the test's thread.
 */
final class Load implements AutoCloseable {

  private static final int ROWS = 2_000;

  private final Site site;
  private final Random random = new Random(5);
  private final AtomicInteger transactions = new AtomicInteger();
  private final AtomicReference<SQLException> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "load");
  private volatile boolean stopped;

  private Load(Site site) {
    this.site = site;
  }

  static Load on(Site site) {
    Load load = new Load(site);
    load.thread.start();
    return load;
  }

  private void run() {
    try {
      while (!stopped) {
        int first = 1 + random.nextInt(ROWS);
        int last = first + random.nextInt(20);
        site.sourceTransaction(
            Orders.delete(first, first + 2),
            Orders.insert(first, last) + " ON CONFLICT DO NOTHING",
            Orders.update(first, last));
        transactions.incrementAndGet();
      }
    } catch (SQLException e) {
      failure.set(e);
    }
  }

  /** How many have been committed. */
  int transactions() {
    return transactions.get();
  }

  /** Stops writing; fails when a statement did. */
  void stop() throws SQLException {
    close();
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while stopping the load", e);
    }
  }
}
