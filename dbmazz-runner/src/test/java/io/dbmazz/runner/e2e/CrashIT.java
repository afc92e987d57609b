package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A runner killed over and over under load loses nothing and applies nothing out of order. */
class CrashIT {

  private static final int KILLS = 20;
  private static final int KEYS = 400;
  private static final int LONGEST_LIFE_MILLIS = 1_500;
  private static final int PAUSE_MILLIS = 5;

  private static final List<Fault> FAULTS =
      List.of(
          new Fault.ReplyLost(),
          new Fault.PublishTimeout(),
          new Fault.CommitUnknown(),
          new Fault.Cut(Fault.Node.BACK_END),
          new Fault.CutInBody(),
          new Fault.Fail("Memory of process exceed limit"));

  @AutoClose private final Site site = Orders.site();

  @BeforeEach
  void createSite() throws Exception {
    site.source("CREATE TABLE slow (id bigint PRIMARY KEY, note text)");
    site.target(
        "CREATE TABLE slow (id BIGINT NOT NULL, note STRING) PRIMARY KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
    site.tables(Orders.TABLE, "slow").set("sink.bufferflush.maxrows", "20");
    // While a load of one table is slow, many of the other are durable whose position is not yet
    // stored: a crash then replays them one by one.
    site.starRocks()
        .faults()
        .next(
            Integer.MAX_VALUE,
            load -> load.table().equals("slow"),
            new Fault.SlowAnswer(Duration.ofMillis(400)));
  }

  @Test
  void killedTwentyTimesAtRandomMomentsNothingIsLostAndNoRowRegresses() throws Exception {
    long seed = Long.getLong("dbmazz.crash.seed", System.nanoTime());
    System.out.println("CrashIT: repeat with -Ddbmazz.crash.seed=" + seed);
    Random random = new Random(seed);
    RunnerProcess first = site.runProcess();
    site.source(Orders.insert(1, 10));
    site.awaitEqual(Orders.TABLE);
    first.kill();
    VersionWatcher watcher = VersionWatcher.start(site.targetConnection(), Orders.TABLE, "id");
    Load load = new Load(new Random(seed + 1));

    for (int i = 0; i < KILLS; i++) {
      site.starRocks().faults().nextInto(Orders.TABLE, FAULTS.get(random.nextInt(FAULTS.size())));
      RunnerProcess runner = site.launch();
      if (i % 4 != 0) {
        runner.awaitReplicating(); // every fourth dies while it starts
      }
      load.go(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)));
      runner.kill();
    }
    load.stop();
    site.starRocks().faults().clear();
    site.runProcess();
    site.awaitEqual(Orders.TABLE, "slow");

    assertThat(watcher.stop()).isEmpty();
    assertThat(watcher.rounds()).isGreaterThan(KILLS);
    assertThat(load.transactions()).isGreaterThan(KILLS);
  }

  /** Writes transactions on a few hundred rows from a thread of its own until it is stopped. */
  private final class Load {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<SQLException> failure = new AtomicReference<>();
    private final Random random;
    private final Thread thread = new Thread(this::run, "crash-load");
    private final AtomicInteger transactions = new AtomicInteger();

    Load(Random random) {
      this.random = random;
      thread.start();
    }

    /** Lets time pass while it writes. */
    void go(Duration duration) throws InterruptedException {
      assertThat(stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }

    int transactions() {
      return transactions.get();
    }

    void stop() throws InterruptedException {
      stopped.countDown();
      thread.join();
      assertThat((Throwable) failure.get()).isNull();
    }

    private void run() {
      try (Connection connection = site.sourceConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          for (String sql : changes()) {
            statement.execute(sql);
          }
          connection.commit();
          transactions.incrementAndGet();
        }
      } catch (SQLException e) {
        failure.set(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private List<String> changes() {
      List<String> statements = new ArrayList<>();
      statements.add("INSERT INTO slow SELECT coalesce(max(id), 0) + 1, 'x' FROM slow");
      for (int i = 0; i <= random.nextInt(4); i++) {
        int first = 1 + random.nextInt(KEYS);
        int last = Math.min(KEYS, first + random.nextInt(20));
        statements.add(
            switch (random.nextInt(6)) {
              case 0 -> Orders.insertWithDocument(first) + " ON CONFLICT DO NOTHING";
              case 1, 2 -> Orders.insert(first, last) + " ON CONFLICT DO NOTHING";
              case 3, 4 -> Orders.update(first, last);
              default -> Orders.delete(first, first + 2);
            });
      }
      return statements;
    }
  }
}
