package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.control.DrainRequest;
import io.dbmazz.control.StopRequest;
import io.dbmazz.record.Lsn;
import io.dbmazz.starrocks.emulator.fault.Fault;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The slot outlives every way of ending, and never says more than was stored (losses 1, 2, 4). */
class SlotIT {

  private Site site;

  @BeforeEach
  void createSite() throws Exception {
    site = Orders.createOn(Site.create());
  }

  @AfterEach
  void closeSite() throws Exception {
    site.close();
  }

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
        runner.control().drainAndStop(DrainRequest.getDefaultInstance());
        return 0;
      }
    },
    STOP_KEEPING_THE_SLOT {
      @Override
      int end(RunnerProcess runner) {
        runner.control().stop(StopRequest.newBuilder().setSkipSlotCleanup(true).build());
        return 0;
      }
    };

    /** Ends the runner; returns the exit code that is right. */
    abstract int end(RunnerProcess runner);
  }

  @Test
  void loss1InactiveSlotIsResumedAndChangesMadeMeanwhileArrive() throws Exception {
    RunnerProcess first = site.run();
    site.source(Orders.insert(1, 10));
    site.awaitEqual(Orders.TABLE);
    first.terminate();
    assertThat(first.awaitExit()).isZero();

    site.source(Orders.insert(11, 20), Orders.update(5, 15), Orders.delete(1, 3));
    site.run();

    site.awaitEqual(Orders.TABLE);
  }

  @ParameterizedTest
  @EnumSource
  void loss2NoWayOfEndingDropsTheSlot(Ending ending) throws Exception {
    RunnerProcess first = site.run();
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
    RunnerProcess runner = site.run();

    assertThat(runner.control().stop(StopRequest.getDefaultInstance()).getSuccess()).isTrue();

    assertThat(runner.awaitExit()).isZero();
    assertThat(site.slotExists()).isFalse();
  }

  @Test
  void loss4KeepaliveIsAnsweredWithTheConfirmedPositionNotTheServersEnd() throws Exception {
    site.source("ALTER DATABASE " + site.name() + " SET wal_sender_timeout = '1s'");
    RunnerProcess first = site.run();
    CountDownLatch release = new CountDownLatch(1);
    site.starRocks().faults().next(100, new Fault.Held(release));
    Lsn before = site.currentLsn();
    site.source(Orders.insert(1, 5));
    Lsn after = site.currentLsn();

    // The server asks for a reply every half second; four replies later it still waits.
    awaitReplies(4);

    assertThat(site.confirmed()).isLessThan(after).isLessThanOrEqualTo(before);
    first.kill();
    site.starRocks().faults().clear();
    release.countDown();
    site.run();
    site.awaitEqual(Orders.TABLE);
  }

  /** Waits until the walsender has heard from the runner so many times. */
  private void awaitReplies(int replies) throws Exception {
    String query =
        "SELECT max(reply_time) FROM pg_stat_replication r JOIN pg_replication_slots s"
            + " ON s.active_pid = r.pid WHERE s.slot_name = '"
            + site.slot()
            + "'";
    for (int i = 0; i < replies; i++) {
      String last = site.sourceValue(query);
      await().atMost(Site.PATIENCE).until(() -> !site.sourceValue(query).equals(last));
    }
  }
}
