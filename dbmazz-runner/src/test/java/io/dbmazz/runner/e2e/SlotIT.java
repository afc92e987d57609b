package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.control.DrainRequest;
import io.dbmazz.control.StopRequest;
import io.dbmazz.record.Lsn;
import io.dbmazz.starrocks.emulator.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The slot outlives every way of ending, and never says more than was stored (losses 1, 2, 4). */
class SlotIT {

  @TempDir private Path offsets;

  @AutoClose private final Site site = Orders.site();

  enum Ending {
    KILL {
      @Override
      int end(RunnerProcess runner) {
        runner.kill();
        return 137;
      }
    },
    SIGTERM {
      @Override
      int end(RunnerProcess runner) {
        runner.signal("TERM");
        return 0;
      }
    },
    SIGINT {
      @Override
      int end(RunnerProcess runner) {
        runner.signal("INT");
        return 0;
      }
    },
    DRAIN {
      @Override
      int end(RunnerProcess runner) {
        runner.client().control().drainAndStop(DrainRequest.getDefaultInstance());
        return 0;
      }
    },
    STOP_KEEPING_THE_SLOT {
      @Override
      int end(RunnerProcess runner) {
        runner.client().control().stop(StopRequest.newBuilder().setSkipSlotCleanup(true).build());
        return 0;
      }
    };

    /** Ends the runner; returns the exit code that is right. */
    abstract int end(RunnerProcess runner);
  }

  @Test
  void loss1InactiveSlotIsResumedAndChangesMadeMeanwhileArrive() throws Exception {
    site.run();
    site.source(Orders.insert(1, 10));
    site.awaitEqual(Orders.TABLE);
    site.stop();

    site.source(Orders.insert(11, 20), Orders.update(5, 15), Orders.delete(1, 3));
    site.run();

    site.awaitEqual(Orders.TABLE);
  }

  @ParameterizedTest
  @EnumSource
  void loss2NoWayOfEndingDropsTheSlot(Ending ending) throws Exception {
    RunnerProcess first = site.runProcess();
    site.source(Orders.insert(1, 5));
    site.awaitEqual(Orders.TABLE);

    int right = ending.end(first);

    assertThat(first.awaitExit()).as("exit code; log:%n%s", first.log()).isEqualTo(right);
    assertThat(site.slotExists()).isTrue();
    site.source(Orders.insert(6, 10), Orders.update(1, 7));
    site.run();
    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void stopThatDoesNotSkipCleanupDropsTheSlot() throws Exception {
    RunnerProcess runner = site.runProcess();

    assertThat(runner.client().control().stop(StopRequest.getDefaultInstance()).getSuccess())
        .isTrue();

    assertThat(runner.awaitExit()).isZero();
    assertThat(site.slotExists()).isFalse();
  }

  @Test
  void loss4KeepaliveIsAnsweredWithTheConfirmedPositionNotTheServersEnd() throws Exception {
    site.source("ALTER DATABASE " + site.name() + " SET wal_sender_timeout = '4s'");
    CountDownLatch release = new CountDownLatch(1);
    try (TcpProxy proxy = TcpProxy.to(site.postgres().port())) {
      site.set("source.database.port", Integer.toString(proxy.port()));
      site.run();
      site.starRocks().faults().next(100, new Fault.Held(release));
      Lsn before = site.currentLsn();
      site.source(Orders.insert(1, 5));
      Lsn after = site.currentLsn();

      // A server that has heard nothing for half its timeout asks for a reply.
      proxy.stall(TcpProxy.Direction.TO_SERVER);
      await().atMost(Site.PATIENCE).until(() -> silence() > 2_500);
      proxy.flow();
      await().atMost(Site.PATIENCE).until(() -> silence() < 1_000);

      assertThat(site.confirmed()).isLessThan(after).isLessThanOrEqualTo(before);
      site.stop();
    }
    site.starRocks().faults().clear();
    release.countDown();
    site.set("source.database.port", Integer.toString(site.postgres().port())).run();
    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void idleSlotAdvancesWhileOnlyOtherTablesAreWritten() throws Exception {
    site.run();
    site.source("CREATE TABLE unpublished (id int)");
    site.source("INSERT INTO unpublished SELECT generate_series(1, 20000)");
    Lsn written = site.currentLsn();

    await()
        .atMost(Site.PATIENCE)
        .untilAsserted(() -> assertThat(site.confirmed()).isGreaterThanOrEqualTo(written));
  }

  @Test
  void offsetsInAFileServeAsWell() throws Exception {
    site.set("offset.storage", "file")
        .set("offset.storage.file.filename", offsets.resolve("offsets.json").toString());
    for (int i = 0; i < 2; i++) {
      RunnerProcess runner = site.runProcess();
      site.source(Orders.insert(i * 10 + 1, i * 10 + 10), Orders.update(1, 5));
      site.awaitEqual(Orders.TABLE);
      runner.kill();
      site.source(Orders.update(1, i * 10 + 3));
    }
    site.run();

    site.awaitEqual(Orders.TABLE);
    assertThat(Files.size(offsets.resolve("offsets.json"))).isPositive();
  }

  /** Milliseconds since the slot's walsender has last heard from the runner. */
  private long silence() throws SQLException {
    return Long.parseLong(
        site.sourceValue(
            "SELECT (extract(epoch FROM clock_timestamp() - r.reply_time) * 1000)::bigint"
                + " FROM pg_stat_replication r JOIN pg_replication_slots s ON s.active_pid = r.pid"
                + " WHERE s.slot_name = '"
                + site.slot()
                + "'"));
  }
}
