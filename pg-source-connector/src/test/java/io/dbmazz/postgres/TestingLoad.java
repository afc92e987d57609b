package io.dbmazz.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/**
 * An application that writes to {@code orders} on a thread of its own while a test breaks things:
 * transactions of one to {@value #LARGEST} rows, whose ids count from 1 without gaps in the order
 * of their commits. When it loses its server it connects again and goes on after the last row that
 * the server kept.
 */
final class TestingLoad implements AutoCloseable {

  private static final int LARGEST = 50;
  private static final String NOTE = "repeat('x', 100)";

  private final TestingSource source;
  private final long limit;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "testing-load");
  private volatile RuntimeException failure;

  private TestingLoad(TestingSource source, long limit) {
    this.source = source;
    this.limit = limit;
  }

  /** Starts to write, until stopped or about so many rows are there. */
  static TestingLoad on(TestingSource source, long limit) {
    TestingLoad load = new TestingLoad(source, limit);
    load.thread.start();
    return load;
  }

  private void run() {
    try {
      boolean done = false;
      while (!done && stop.getCount() > 0) {
        done = write();
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Writes as long as the connection lasts; whether the limit is reached. */
  private boolean write() {
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      long last = last(statement);
      while (stop.getCount() > 0 && last < limit) {
        long rows = 1 + last * 7 % LARGEST;
        statement.execute(
            "INSERT INTO orders SELECT i, "
                + NOTE
                + " FROM generate_series("
                + (last + 1)
                + ", "
                + (last + rows)
                + ") AS i");
        last += rows;
      }
      return true;
    } catch (SQLException e) {
      Thread.onSpinWait(); // the server is down: what it kept shows when it is back
      return false;
    }
  }

  private static long last(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT coalesce(max(id), 0) FROM orders")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Waits until the limit is reached and returns the number of rows that are there. */
  long finish() throws SQLException {
    join();
    if (failure != null) {
      throw failure;
    }
    return Long.parseLong(source.query("SELECT count(*) FROM orders"));
  }

  /** Stops writing and returns the number of rows that are there. */
  long stop() throws SQLException {
    stop.countDown();
    return finish();
  }

  private void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop.countDown();
    join();
  }
}
