package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that are born, die and return, on targets that forbid NULL or have no audit columns. */
class RowLifeIT {

  private static final String STRICT_SOURCE =
      "CREATE TABLE strict (id int PRIMARY KEY, note text NOT NULL, amount numeric(10,2) NOT NULL)";
  private static final String STRICT_TARGET =
      "CREATE TABLE strict (id INT NOT NULL, note STRING NOT NULL, amount DECIMAL(10,2) NOT NULL)"
          + " PRIMARY KEY (id) DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')";

  @AutoClose private final Site site = Orders.site();

  @BeforeEach
  void createSite() throws Exception {
    site.source(STRICT_SOURCE);
    site.target(STRICT_TARGET);
    site.tables(Orders.TABLE, "strict");
  }

  @Test
  void rowThatReturnsAfterItsDeletionIsAliveAgain() throws Exception {
    site.run();
    site.source(Orders.insert(1, 3));
    site.awaitEqual(Orders.TABLE);
    site.source(Orders.delete(1, 3));
    site.awaitTarget(Orders.liveRows(), "0");

    site.source(Orders.insert(2, 4));

    site.awaitEqual(Orders.TABLE);
    assertThat(site.targetValue("SELECT count(*) FROM orders")).isEqualTo("4");
  }

  @Test
  void rowBornAndDeadInOneBatchIsLoadedAsDeletedWhereNullIsForbidden() throws Exception {
    RunnerClient runner = site.run();
    site.sourceTransaction(
        "INSERT INTO strict VALUES (1, 'a', 1), (2, 'b', 2)",
        "UPDATE strict SET note = 'c' WHERE id = 1",
        "DELETE FROM strict WHERE id = 1");

    site.awaitEqual("strict");
    assertThat(runner.isReplicating()).isTrue();
  }

  @Test
  void deletionOfARowThatTheTargetNeverHadDoesNoHarm() throws Exception {
    site.set("source.snapshot.mode", "no_data");
    site.source(Orders.insert(1, 3)); // before the slot exists
    RunnerClient runner = site.run();
    site.source(Orders.delete(1, 2), Orders.update(3, 3), Orders.insert(4, 4));

    site.awaitEqual(Orders.TABLE);
    assertThat(runner.isReplicating()).isTrue();
  }

  @Test
  void hardDeleteRemovesRows() throws Exception {
    site.set("sink.delete.mode", "hard");
    site.run();
    site.source(
        Orders.insert(1, 5),
        Orders.delete(1, 2),
        Orders.insert(2, 2),
        "INSERT INTO strict VALUES (1, 'a', 1), (2, 'b', 2)",
        "DELETE FROM strict WHERE id = 1");

    site.awaitEqual(Orders.TABLE, "strict");
    assertThat(site.targetValue("SELECT count(*) FROM orders")).isEqualTo("4");
  }

  @Test
  void contentThatRepeatsIsLoadedAgainThoughNoAuditColumnTellsItApart() throws Exception {
    site.set("sink.audit.columns", "false").set("sink.delete.mode", "hard");
    site.run();
    site.source("INSERT INTO strict VALUES (1, 'a', 1)");
    site.awaitTarget("SELECT note FROM strict", "a");
    for (String note : new String[] {"b", "a", "b", "a"}) {
      site.source("UPDATE strict SET note = '" + note + "'");
      site.awaitTarget("SELECT note FROM strict", note);
    }
    site.stop();

    // Offsets in the runner begin anew, so a batch can look like one of the first run.
    site.source("UPDATE strict SET note = 'b'");
    site.run();
    site.awaitTarget("SELECT note FROM strict", "b");
    site.source("UPDATE strict SET note = 'a'");
    site.awaitTarget("SELECT note FROM strict", "a");
  }

  @Test
  void transactionLargerThanTheHeapPassesThrough() throws Exception {
    site.set("source.max.queue.size.in.bytes", "8000000")
        .set("sink.bufferflush.maxbytes", "20000000");
    RunnerProcess runner = site.runProcess();

    site.source(
        "INSERT INTO orders SELECT i, 1, 'big', repeat(md5(i::text), 64) FROM"
            + " generate_series(1, 80000) i");

    await()
        .atMost(Site.PATIENCE.multipliedBy(2))
        .until(() -> "80000".equals(site.targetValue("SELECT count(*) FROM orders")));
    assertThat(runner.isAlive()).isTrue();
    site.assertEqual(Orders.TABLE);
  }
}
