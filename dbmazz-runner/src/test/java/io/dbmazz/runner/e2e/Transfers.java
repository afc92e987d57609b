package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Money that moves between two tables, whose sum every transaction keeps, and a line for each
 * transfer. Writes and watches on threads of its own.
 */
final class Transfers {

  static final String SUM =
      "SELECT sum(balance) FROM (SELECT balance FROM debit WHERE NOT dbmazz_is_deleted"
          + " UNION ALL SELECT balance FROM credit WHERE NOT dbmazz_is_deleted) t";

  private static final int ACCOUNTS = 20;

  private final Site site;
  private final CountDownLatch writingEnds = new CountDownLatch(1);
  private final CountDownLatch watchingEnds = new CountDownLatch(1);
  private final AtomicInteger transfers = new AtomicInteger();
  private final List<String> seen = new ArrayList<>();
  private CompletableFuture<Void> writer = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> watcher = CompletableFuture.completedFuture(null);

  Transfers(Site site) {
    this.site = site;
  }

  void createTables() throws SQLException {
    for (String table : List.of("debit", "credit")) {
      site.source(
          "CREATE TABLE " + table + " (id bigint PRIMARY KEY, balance bigint NOT NULL)",
          "INSERT INTO " + table + " SELECT i, 0 FROM generate_series(1, " + ACCOUNTS + ") i");
      site.target(
          "CREATE TABLE "
              + table
              + " (id BIGINT NOT NULL, balance BIGINT NOT NULL) PRIMARY KEY (id)"
              + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
    }
    site.source(
        "CREATE TABLE lines (id bigserial, amount bigint)",
        "ALTER TABLE lines REPLICA IDENTITY FULL");
    site.target(
        "CREATE TABLE lines (id BIGINT NOT NULL, amount BIGINT) DUPLICATE KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
    site.tables("debit", "credit", "lines");
  }

  int count() {
    return transfers.get();
  }

  /** One transfer in one transaction. */
  void transfer(long amount) throws SQLException {
    try (Connection connection = site.sourceConnection()) {
      transfer(connection, amount, 1 + transfers.get() % ACCOUNTS);
    }
  }

  private void transfer(Connection connection, long amount, int account) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(book("debit", account, -amount));
      statement.execute("INSERT INTO lines (amount) VALUES (" + amount + ")");
      statement.execute(book("credit", account, amount));
      if (amount % 4 == 0) {
        statement.execute(closing("credit", account, 1 + account % ACCOUNTS));
      }
      connection.commit();
      transfers.incrementAndGet();
    }
  }

  private static String book(String table, int account, long amount) {
    return "INSERT INTO %1$s VALUES (%2$d, %3$d) ON CONFLICT (id) DO UPDATE SET balance = %1$s.balance + %3$d"
        .formatted(table, account, amount);
  }

  /** An account is deleted, of which the replication knows the key alone; another one inherits. */
  private static String closing(String table, int account, int heir) {
    return "WITH gone AS (DELETE FROM %1$s WHERE id = %2$d RETURNING balance)"
            .formatted(table, account)
        + " INSERT INTO %1$s SELECT %2$d, balance FROM gone ON CONFLICT (id) DO UPDATE SET balance = %1$s.balance + excluded.balance"
            .formatted(table, heir);
  }

  /** Transfers one after the other until {@link #end}. */
  void begin(long seed) {
    Random random = new Random(seed);
    writer =
        CompletableFuture.runAsync(
            () -> {
              try (Connection connection = site.sourceConnection()) {
                while (!writingEnds.await(5, TimeUnit.MILLISECONDS)) {
                  transfer(connection, 1 + random.nextInt(100), 1 + random.nextInt(ACCOUNTS));
                }
              } catch (SQLException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
  }

  void end() {
    writingEnds.countDown();
    writer.join();
  }

  /** Reads both tables at once, over and over. */
  void beginWatching() {
    watcher =
        CompletableFuture.runAsync(
            () -> {
              try (Connection connection = site.targetConnection();
                  Statement statement = connection.createStatement()) {
                while (!watchingEnds.await(2, TimeUnit.MILLISECONDS)) {
                  try (ResultSet row = statement.executeQuery(SUM)) {
                    row.next();
                    seen.add(row.getString(1));
                  }
                }
              } catch (SQLException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
  }

  void assertNeverBroken() {
    watchingEnds.countDown();
    watcher.join();
    assertThat(seen).hasSizeGreaterThan(100).containsOnly("0");
  }

  /** Waits until both tables are equal and every line is there, each once. */
  void awaitAllThere() throws SQLException {
    site.awaitEqual("debit", "credit");
    String lines = "SELECT count(*) FROM lines";
    String expected = site.sourceValue(lines);
    await()
        .atMost(Site.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              assertThat(site.targetValue("SELECT count(DISTINCT id) FROM lines"))
                  .isEqualTo(expected);
              assertThat(site.targetValue(lines)).isEqualTo(expected);
            });
  }
}
