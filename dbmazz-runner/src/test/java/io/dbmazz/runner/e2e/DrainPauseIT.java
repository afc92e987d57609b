package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.control.DrainRequest;
import io.dbmazz.control.PauseRequest;
import io.dbmazz.control.ReloadConfigRequest;
import io.dbmazz.control.ResumeRequest;
import io.dbmazz.control.StatusResponse.CdcState;
import io.dbmazz.record.Lsn;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Draining, pausing and reloading do what they say (losses 5, 17, 18). */
class DrainPauseIT {

  private static final String ACTIVE_PID =
      "SELECT active_pid FROM pg_replication_slots WHERE slot_name = '%s'";

  @AutoClose private final Site site = Orders.site();

  @Test
  void loss17DrainLoadsEverythingReadAndConfirmsIt() throws Exception {
    // Nothing becomes due by itself: only draining can load these rows.
    site.set("sink.bufferflush.intervalms", "600000");
    RunnerProcess runner = site.runProcess();
    site.source(Orders.insert(1, 500));
    await().atMost(Site.PATIENCE).until(() -> runner.client().status().getPendingEvents() == 500);

    assertThat(
            runner.client().control().drainAndStop(DrainRequest.getDefaultInstance()).getSuccess())
        .isTrue();

    assertThat(runner.awaitExit()).as("exit code; log:%n%s", runner.log()).isZero();
    site.assertEqual(Orders.TABLE);
    assertThat(site.slotExists()).isTrue();
    // Not the server's position: checkpoints and other databases write WAL of their own.
    assertThat(site.rowsLeftInSlot()).isZero();
  }

  @Test
  void loss17TerminationDrainsToo() throws Exception {
    site.set("sink.bufferflush.intervalms", "600000");
    RunnerProcess runner = site.runProcess();
    site.source(Orders.insert(1, 500));
    await().atMost(Site.PATIENCE).until(() -> runner.client().status().getPendingEvents() == 500);

    runner.terminate();

    assertThat(runner.awaitExit()).as("exit code; log:%n%s", runner.log()).isZero();
    site.assertEqual(Orders.TABLE);
  }

  @Test
  void loss18PauseLongerThanTheSenderTimeoutKeepsTheConnectionAndLosesNothing() throws Exception {
    site.source("ALTER DATABASE " + site.name() + " SET wal_sender_timeout = '1s'");
    RunnerClient runner = site.run();
    site.source(Orders.insert(1, 10));
    site.awaitEqual(Orders.TABLE);
    String pid = site.sourceValue(ACTIVE_PID.formatted(site.slot()));

    assertThat(runner.control().pause(PauseRequest.getDefaultInstance()).getSuccess()).isTrue();
    assertThat(runner.status().getState()).isEqualTo(CdcState.PAUSED);
    site.source(Orders.insert(11, 20), Orders.update(1, 15));
    Lsn confirmed = site.confirmed();
    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              assertThat(site.targetValue(Orders.liveRows())).isEqualTo("10");
              assertThat(site.sourceValue(ACTIVE_PID.formatted(site.slot()))).isEqualTo(pid);
            });
    assertThat(site.confirmed()).isEqualTo(confirmed);
    assertThat(runner.control().resume(ResumeRequest.getDefaultInstance()).getSuccess()).isTrue();

    site.awaitEqual(Orders.TABLE);
    assertThat(runner.status().getState()).isEqualTo(CdcState.RUNNING);
    assertThat(site.sourceValue(ACTIVE_PID.formatted(site.slot()))).isEqualTo(pid);
  }

  @Test
  void loss18MemoryStaysBoundedWhilePaused() throws Exception {
    site.set("source.max.queue.size.in.bytes", "8000000")
        .set("sink.bufferflush.maxbytes", "20000000");
    RunnerProcess runner = site.runProcess();
    runner.client().control().pause(PauseRequest.getDefaultInstance());

    // 80 MB of changes; the heap has 128 MB, of which rows as objects take several times theirs.
    for (int i = 0; i < 4; i++) {
      site.source(
          "INSERT INTO orders SELECT i, 1, repeat(md5(i::text), 125) FROM generate_series("
              + (i * 5_000 + 1)
              + ", "
              + (i + 1) * 5_000
              + ") i");
    }
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(runner.client().metrics().getMemoryBytes()).isLessThan(400_000_000));
    runner.client().control().resume(ResumeRequest.getDefaultInstance());

    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void loss5ReloadedFlushSettingsChangeTheRunningPipeline() throws Exception {
    site.set("sink.bufferflush.intervalms", "600000");
    RunnerClient runner = site.run();
    site.source(Orders.insert(1, 10));
    await().atMost(Site.PATIENCE).until(() -> runner.status().getPendingEvents() == 10);
    assertThat(site.targetValue("SELECT count(*) FROM orders")).isEqualTo("0");

    var reload = ReloadConfigRequest.newBuilder().setFlushIntervalMs(100).build();
    assertThat(runner.control().reloadConfig(reload).getSuccess()).isTrue();

    site.awaitEqual(Orders.TABLE);
    site.source(Orders.insert(11, 20));
    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void loss5ReloadedFlushSizeMakesABatchDue() throws Exception {
    site.set("sink.bufferflush.intervalms", "600000");
    RunnerClient runner = site.run();

    var reload = ReloadConfigRequest.newBuilder().setFlushSize(10).build();
    assertThat(runner.control().reloadConfig(reload).getSuccess()).isTrue();
    site.source(Orders.insert(1, 10));

    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void loss5ReloadedTablesAreAddedAndRemovedLive() throws Exception {
    site.source("CREATE TABLE items (id int PRIMARY KEY, name text)");
    site.target(
        "CREATE TABLE items (id INT NOT NULL, name STRING) PRIMARY KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
    RunnerClient runner = site.run();
    site.source(Orders.insert(1, 10));
    site.awaitEqual(Orders.TABLE);

    var add = ReloadConfigRequest.newBuilder().addTables("orders").addTables("items").build();
    var added = runner.control().reloadConfig(add);
    assertThat(added.getSuccess()).as(added.getMessage()).isTrue();
    runner.awaitReplicating();
    site.source("INSERT INTO items VALUES (1, 'a'), (2, 'b')", Orders.update(1, 5));
    site.awaitEqual(Orders.TABLE, "items");

    var remove = ReloadConfigRequest.newBuilder().addTables("items").build();
    assertThat(runner.control().reloadConfig(remove).getSuccess()).isTrue();
    runner.awaitReplicating();
    site.source(Orders.insert(11, 20), "INSERT INTO items VALUES (3, 'c')");
    site.awaitEqual("items");
    assertThat(site.targetValue(Orders.liveRows())).isEqualTo("10");
  }

  @Test
  void reloadWithoutAnythingValidIsRefusedWithTheReason() {
    RunnerClient runner = site.run();

    var nothing = runner.control().reloadConfig(ReloadConfigRequest.getDefaultInstance());
    var unknown =
        runner
            .control()
            .reloadConfig(
                ReloadConfigRequest.newBuilder().addTables("orders").addTables("nope").build());

    assertThat(nothing.getSuccess()).isFalse();
    assertThat(nothing.getMessage()).isNotBlank();
    assertThat(unknown.getSuccess()).isFalse();
    assertThat(unknown.getMessage()).contains("nope");
  }
}
