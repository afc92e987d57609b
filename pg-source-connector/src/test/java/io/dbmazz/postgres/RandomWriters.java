package io.dbmazz.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Transactions at random on a table {@code (id bigint, rev bigint, note text, big text)}, whose
 * {@code big} is TOASTed, until closed.
 */
final class RandomWriters implements AutoCloseable {

  private final ExecutorService threads;
  private final List<Future<Integer>> writers = new ArrayList<>();
  private final TestingPostgres postgres;
  private final String database;
  private final int keys;
  private volatile boolean stopped;

  RandomWriters(TestingPostgres postgres, String database, int keys, int threads, long seed) {
    this.postgres = postgres;
    this.database = database;
    this.keys = keys;
    this.threads = Executors.newFixedThreadPool(threads);
    for (int i = 0; i < threads; i++) {
      long own = seed + i;
      writers.add(this.threads.submit(() -> write(new Random(own))));
    }
  }

  /** Statements that make the table, with a row for every second key. */
  static String[] table(int keys) {
    return new String[] {
      "CREATE SEQUENCE rev",
      "CREATE TABLE items (id bigint PRIMARY KEY, rev bigint NOT NULL, note text, big text)",
      "ALTER TABLE items ALTER big SET STORAGE EXTERNAL",
      "INSERT INTO items SELECT k, nextval('rev'), 'at first', repeat(md5(k::text), 80)"
          + " FROM generate_series(1, "
          + keys
          + ", 2) AS k"
    };
  }

  private int write(Random random) throws SQLException {
    int transactions = 0;
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!stopped) {
        transactions += transaction(random, connection, statement) ? 1 : 0;
      }
    }
    return transactions;
  }

  private boolean transaction(Random random, Connection connection, Statement statement)
      throws SQLException {
    try {
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        statement.execute(change(random));
      }
      if (random.nextInt(10) == 0) {
        connection.rollback();
        return false;
      }
      connection.commit();
      return true;
    } catch (SQLException e) {
      // Two writers in each other's way: a duplicate key, or a deadlock.
      connection.rollback();
      return false;
    }
  }

  private String change(Random random) {
    int key = 1 + random.nextInt(keys);
    int other = 1 + random.nextInt(keys);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 ->
          "INSERT INTO items VALUES (%d, nextval('rev'), 'new', repeat(md5(random()::text), 80))"
                  .formatted(key)
              + " ON CONFLICT DO NOTHING";
      case 3, 4 -> "DELETE FROM items WHERE id = " + key;
      case 5 ->
          "UPDATE items SET rev = nextval('rev'), id = %d WHERE id = %d".formatted(other, key);
      case 6 ->
          "UPDATE items SET rev = nextval('rev'), big = repeat(md5(random()::text), 80) WHERE id = "
              + key;
      default -> "UPDATE items SET rev = nextval('rev'), note = 'again' WHERE id = " + key;
    };
  }

  /** Ends the writers; the number of transactions that they have committed. */
  int stop() throws InterruptedException, ExecutionException {
    stopped = true;
    int transactions = 0;
    for (Future<Integer> writer : writers) {
      transactions += writer.get();
    }
    return transactions;
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdown();
  }
}
