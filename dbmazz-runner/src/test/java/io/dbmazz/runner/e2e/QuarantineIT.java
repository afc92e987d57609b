package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Lsn;
import io.dbmazz.starrocks.emulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that StarRocks refuses are set aside, listed, and loaded after the table was mended. */
class QuarantineIT {

  private static final String TABLE = "items";
  private static final String POISON = "far-too-long-4711";
  private static final String COUNT = "SELECT count(*) FROM items";

  @AutoClose private final Site site = Site.create();
  @TempDir private Path temporary;
  private Path directory;

  @BeforeEach
  void createTables() throws Exception {
    directory = temporary.resolve("quarantine");
    site.source("CREATE TABLE items (id bigint PRIMARY KEY, name text, price float8)");
    createTarget("VARCHAR(5)");
    site.tables(TABLE)
        .set("sink.errors.tolerance", "all")
        .set("quarantine.directory", directory.toString());
  }

  private void createTarget(String name) throws Exception {
    site.target(
        "CREATE TABLE items (id BIGINT NOT NULL, name "
            + name
            + ", price DOUBLE) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)"
            + " PROPERTIES ('replication_num' = '1')");
  }

  private void mend() throws Exception {
    site.target("ALTER TABLE items MODIFY COLUMN name VARCHAR(50)");
    site.awaitTarget(
        "SELECT character_maximum_length FROM information_schema.columns"
            + " WHERE table_name = 'items' AND column_name = 'name'",
        "50");
  }

  private static String insert(int id, String name) {
    return "INSERT INTO items VALUES (" + id + ", '" + name + "', 0.5)";
  }

  @Test
  void refusedRowsAreSetAsideAndLoadedAfterTheTableWasMended() throws Exception {
    site.run();
    site.sourceTransaction(
        insert(1, "a"), insert(2, POISON), insert(3, "c"), insert(4, POISON), insert(5, "e"));
    site.awaitTarget(COUNT, "3");
    site.source("UPDATE items SET name = 'newer' WHERE id = 2");
    site.awaitTarget(COUNT, "4");

    assertThat(list())
        .contains("2 records in", "column name", "items c ", site.name() + ".public.items")
        .doesNotContain(POISON);
    RunnerProcess tooEarly = site.command("quarantine", "replay");
    assertThat(tooEarly.awaitExit()).isEqualTo(1);
    assertThat(tooEarly.log()).contains("0 records loaded, 2 left", "stays: ", "column name");

    mend();
    RunnerProcess replay = site.command("quarantine", "replay"); // beside the pipeline

    assertThat(replay.awaitExit()).as(replay.log()).isZero();
    assertThat(replay.log()).contains("2 records loaded, 0 left");
    site.assertEqual(TABLE);
    assertThat(site.targetValue("SELECT name FROM items WHERE id = 2")).isEqualTo("newer");
    assertThat(list()).contains("0 records in");
    site.source(insert(6, POISON));
    site.awaitEqual(TABLE);
  }

  @Test
  void killedWhileItBisectsAndAfterItHasKeptEveryRowIsLoadedOrKeptOnce() throws Exception {
    site.source("CREATE TABLE blocked (id int PRIMARY KEY)");
    site.target(
        "CREATE TABLE blocked (id INT NOT NULL) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)"
            + " PROPERTIES ('replication_num' = '1')");
    site.tables(TABLE, "blocked");
    CountDownLatch release = new CountDownLatch(1);
    RunnerProcess bisecting = site.runProcess();
    // The first load that is sent is that of good rows: the bad ones have been found by then.
    site.starRocks().faults().nextInto(TABLE, new Fault.Held(release));
    site.sourceTransaction(rows(1, 20));
    await().atMost(Site.PATIENCE).until(() -> site.starRocks().faults().pending() == 0);
    assertThat(kept()).isZero();
    bisecting.kill();
    release.countDown();

    // No position is stored while this load hangs, however much else is durable.
    CountDownLatch second = new CountDownLatch(1);
    site.starRocks().faults().nextInto("blocked", new Fault.Held(second));
    site.source("INSERT INTO blocked VALUES (1)");
    RunnerProcess keeping = site.runProcess();
    await().atMost(Site.PATIENCE).until(() -> kept() == 2);
    site.awaitTarget(COUNT, "18");
    keeping.kill();
    second.countDown();

    site.runProcess();
    site.source(insert(21, "a"), "INSERT INTO blocked VALUES (2)");
    site.awaitEqual("blocked");
    site.awaitTarget(COUNT, "19");

    assertThat(kept()).isEqualTo(2);
    mend();
    assertThat(site.command("quarantine", "replay").awaitExit()).isZero();
    site.assertEqual(TABLE);
  }

  private static String[] rows(int first, int last) {
    return Stream.iterate(first, id -> id <= last, id -> id + 1)
        .map(id -> insert(id, id % 10 == 7 ? POISON : "a"))
        .toArray(String[]::new);
  }

  @Test
  void aFullQuarantineStopsTheRunnerBeforeAnythingIsConfirmed() throws Exception {
    RunnerProcess runner = site.set("quarantine.max.bytes", "12000").runProcess();
    Lsn before = site.currentLsn();
    site.sourceTransaction(rows(1, 100));

    assertThat(runner.awaitExit()).isEqualTo(1);

    assertThat(runner.log())
        .contains("quarantine.max.bytes is 12000", "dbmazz quarantine replay")
        .doesNotContain(POISON);
    assertThat(site.confirmed()).isLessThanOrEqualTo(before);
    mend();
    site.run();
    site.awaitEqual(TABLE);
  }

  @Test
  void aReplayThatIsKilledAfterItHasLoadedIsDoneAgainWithoutHarm() throws Exception {
    site.run();
    site.source(insert(1, "a"), insert(2, POISON));
    await().atMost(Site.PATIENCE).until(() -> kept() == 1);
    mend();
    site.starRocks().faults().nextInto(TABLE, new Fault.SlowAnswer(Duration.ofSeconds(30)));
    RunnerProcess killed = site.command("quarantine", "replay");
    site.awaitTarget(COUNT, "2");
    killed.kill();
    assertThat(kept()).isEqualTo(1);
    site.source("UPDATE items SET price = 1.5 WHERE id = 2");
    site.awaitTarget("SELECT price FROM items WHERE id = 2", "1.5");

    assertThat(site.command("quarantine", "replay").awaitExit()).isZero();

    assertThat(kept()).isZero();
    site.assertEqual(TABLE);
  }

  @Test
  void withoutToleranceTheRunnerStopsNamingTheRowsPlaceAndConfirmsNothingBeyondIt()
      throws Exception {
    RunnerProcess runner = site.set("sink.errors.tolerance", "none").runProcess();
    Lsn before = site.currentLsn();
    site.sourceTransaction(insert(1, "a"), insert(2, POISON), insert(3, "c"));

    assertThat(runner.awaitExit()).isEqualTo(1);

    assertThat(runner.log())
        .contains(site.name() + ".public.items", "column name", "sink.errors.tolerance=all")
        .doesNotContain(POISON);
    assertThat(site.confirmed()).isLessThanOrEqualTo(before);
    assertThat(directory).doesNotExist();
  }

  private String list() {
    RunnerProcess list = site.command("quarantine", "list");
    assertThat(list.awaitExit()).as(list.log()).isZero();
    return list.log();
  }

  /** Records in the quarantine's files. */
  private long kept() throws IOException {
    if (Files.notExists(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".jsonl")).toList();
      long lines = 0;
      for (Path file : found) {
        lines += Files.readAllLines(file).size();
      }
      return lines;
    }
  }
}
