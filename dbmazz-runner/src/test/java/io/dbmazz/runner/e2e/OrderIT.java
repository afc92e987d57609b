package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Lsn;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Changes of one row are applied in order, whole and to the right row (losses 9 to 11, 13, 14). */
class OrderIT {

  @AutoClose private final Site site = Orders.site();

  @Test
  void loss9VersionIsTheCommitPositionOfTheRowsOwnTransaction() throws Exception {
    site.set("sink.bufferflush.intervalms", "1000");
    site.run();
    Lsn start = site.currentLsn();
    site.sourceTransaction(Orders.insert(1, 2), Orders.insert(3, 3));
    Lsn middle = site.currentLsn();
    site.source(Orders.insert(4, 4));
    Lsn end = site.currentLsn();

    site.awaitEqual(Orders.TABLE);

    assertThat(version(1)).isGreaterThanOrEqualTo(start).isLessThan(middle);
    assertThat(version(2)).isEqualTo(version(1));
    assertThat(version(3)).isEqualTo(version(1));
    assertThat(version(4)).isGreaterThanOrEqualTo(middle).isLessThan(end);
  }

  @Test
  void loss10OperationsOnOneKeyAreAppliedInOrderWhateverTheirColumns() throws Exception {
    site.run();
    Random random = new Random(10);
    for (int round = 0; round < 60; round++) {
      site.sourceTransaction(operations(random));
    }

    site.awaitEqual(Orders.TABLE);
  }

  /** Inserts, updates with and without the TOASTed column, and deletes, on four keys. */
  private static String[] operations(Random random) {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int id = 1 + random.nextInt(4);
      statements.add(
          switch (random.nextInt(5)) {
            case 0, 1 -> Orders.insertWithDocument(id) + " ON CONFLICT DO NOTHING";
            case 2 -> Orders.update(id, id);
            case 3 ->
                "UPDATE orders SET document = reverse(document), amount = amount * 2 % 1000"
                    + " WHERE id = "
                    + id;
            default -> Orders.delete(id, id);
          });
    }
    return statements.toArray(String[]::new);
  }

  @Test
  void loss11UnchangedColumnBeyondThe64thKeepsItsValue() throws Exception {
    List<Integer> columns = IntStream.rangeClosed(1, 80).boxed().toList();
    site.source(
        "CREATE TABLE wide (id int PRIMARY KEY, "
            + columns.stream().map(i -> "c" + i + " text").collect(Collectors.joining(", "))
            + ")");
    site.target(
        "CREATE TABLE wide (id INT NOT NULL, "
            + columns.stream().map(i -> "c" + i + " STRING").collect(Collectors.joining(", "))
            + ") PRIMARY KEY (id) DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
    site.tables("wide");
    site.run();
    String big = "(SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 1000))";
    site.source(
        "INSERT INTO wide (id, c2, c64, c75, c80) SELECT i, "
            + big
            + ", "
            + big
            + ", "
            + big
            + ", 'x' FROM generate_series(1, 3) i");
    site.awaitEqual("wide");

    site.source(
        "UPDATE wide SET c1 = 'changed' WHERE id = 1",
        "UPDATE wide SET c75 = NULL, c80 = 'y' WHERE id = 2",
        "UPDATE wide SET c64 = NULL WHERE id = 3");

    site.awaitEqual("wide");
    assertThat(site.targetValue("SELECT c1 FROM wide WHERE id = 1")).isEqualTo("changed");
    assertThat(site.targetValue("SELECT length(c75) FROM wide WHERE id = 1")).isEqualTo("32000");
  }

  @Test
  void loss13ChangedPrimaryKeyLeavesNoGhost() throws Exception {
    site.run();
    site.source(Orders.insertWithDocument(1), Orders.insert(2, 3));
    site.awaitEqual(Orders.TABLE);

    site.source(
        "UPDATE orders SET id = 101 WHERE id = 1",
        "UPDATE orders SET id = id + 200, note = 'moved' WHERE id IN (2, 3)",
        "UPDATE orders SET id = 3 WHERE id = 203");

    site.awaitEqual(Orders.TABLE);
    assertThat(site.targetValue(Orders.liveRows())).isEqualTo("3");
    assertThat(site.targetValue("SELECT dbmazz_is_deleted FROM orders WHERE id = 1"))
        .isEqualTo("1");
    assertThat(site.targetValue("SELECT dbmazz_op_type FROM orders WHERE id = 1")).isEqualTo("2");
  }

  @Test
  void loss13ChangedPrimaryKeyTakesUntouchedDocumentsAlongWithReplicaIdentityFull()
      throws Exception {
    site.source("ALTER TABLE orders REPLICA IDENTITY FULL");
    site.run();
    site.source(Orders.insertWithDocument(1));
    site.awaitEqual(Orders.TABLE);

    site.source("UPDATE orders SET id = 101 WHERE id = 1");

    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void loss14ReplicaIdentityIsLeftAsItIs() throws Exception {
    site.run();
    site.source(Orders.insert(1, 2), Orders.update(1, 1), Orders.delete(2, 2));
    site.awaitEqual(Orders.TABLE);

    assertThat(site.sourceValue("SELECT relreplident FROM pg_class WHERE relname = 'orders'"))
        .isEqualTo("d");
  }

  @Test
  void loss14OldImageOfReplicaIdentityFullCompletesTheRow() throws Exception {
    site.source("ALTER TABLE orders REPLICA IDENTITY FULL");
    site.run();
    site.source(Orders.insertWithDocument(1));
    site.awaitEqual(Orders.TABLE);
    // A target that has lost the document shows whether an update carries it.
    site.target("UPDATE orders SET document = NULL WHERE id = 1");

    site.source(Orders.update(1, 1));

    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void replayAfterACrashNeverShowsAnOlderRow() throws Exception {
    site.source("CREATE TABLE blocked (id int PRIMARY KEY)");
    site.target(
        "CREATE TABLE blocked (id INT NOT NULL) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)"
            + " PROPERTIES ('replication_num' = '1')");
    site.tables(Orders.TABLE, "blocked").set("sink.bufferflush.maxrows", "1");
    RunnerProcess first = site.runProcess();
    Faults faults = site.starRocks().faults();
    CountDownLatch release = new CountDownLatch(1);
    // No position is stored while this load hangs, however many others succeed.
    faults.nextInto("blocked", new Fault.Held(release));
    site.source("INSERT INTO blocked VALUES (1)", Orders.insert(1, 1));
    for (int i = 0; i < 10; i++) {
      site.source(Orders.update(1, 1));
      site.awaitEqual(Orders.TABLE);
    }
    Lsn newest = version(1);
    first.kill();
    release.countDown();

    AtomicInteger loads = new AtomicInteger();
    CountDownLatch second = new CountDownLatch(1);
    faults.next(
        1,
        load -> load.table().equals(Orders.TABLE) && loads.incrementAndGet() == 2,
        new Fault.Held(second));
    site.run();
    await().atMost(Site.PATIENCE).until(() -> faults.pending() == 0);

    assertThat(version(1)).isEqualTo(newest);
    site.assertEqual(Orders.TABLE);
    second.countDown();
    site.source(Orders.update(1, 1));
    site.awaitEqual(Orders.TABLE, "blocked");
  }

  private Lsn version(int id) throws Exception {
    return new Lsn(
        Long.parseLong(site.targetValue("SELECT dbmazz_cdc_version FROM orders WHERE id = " + id)));
  }
}
