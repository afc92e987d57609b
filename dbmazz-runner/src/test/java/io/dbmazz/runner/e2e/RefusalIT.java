package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would lose changes, or cannot work, is refused with the way out. */
class RefusalIT {

  private Site site;

  @BeforeEach
  void createSite() throws Exception {
    site = Orders.createOn(Site.create());
  }

  @AfterEach
  void closeSite() throws Exception {
    site.close();
  }

  @Test
  void slotThatWasAdvancedPastTheStoredOffsetIsRefused() throws Exception {
    RunnerProcess first = site.run();
    site.source(Orders.insert(1, 5));
    site.awaitEqual(Orders.TABLE);
    first.terminate();
    first.awaitExit();
    site.source(
        Orders.insert(6, 10),
        "SELECT pg_replication_slot_advance('" + site.slot() + "', pg_current_wal_lsn())",
        Orders.insert(11, 15));

    assertThat(awaitError(site.launch())).contains(site.slot());
    assertThat(site.targetValue(Orders.liveRows())).isEqualTo("5");
  }

  @Test
  void slotThatWasDroppedBehindTheStoredOffsetIsRefused() throws Exception {
    RunnerProcess first = site.run();
    site.source(Orders.insert(1, 5));
    site.awaitEqual(Orders.TABLE);
    first.terminate();
    first.awaitExit();
    site.source("SELECT pg_drop_replication_slot('" + site.slot() + "')", Orders.insert(6, 10));

    assertThat(awaitError(site.launch())).contains(site.slot());
    assertThat(site.targetValue(Orders.liveRows())).isEqualTo("5");
  }

  @Test
  void slotThatAnotherProcessReadsIsRefusedNamingThatProcess() throws Exception {
    site.run();
    String pid =
        site.sourceValue(
            "SELECT active_pid FROM pg_replication_slots WHERE slot_name = '" + site.slot() + "'");

    RunnerProcess second = site.launchOnAnotherPort();

    assertThat(awaitError(second)).contains(site.slot()).contains(pid);
    site.source(Orders.insert(1, 5));
    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void missingTargetTableIsNamedAndNothingIsConfirmedPastIt() throws Exception {
    site.target("DROP TABLE orders");
    RunnerProcess runner = site.run();
    var before = site.currentLsn();
    site.source(Orders.insert(1, 5));

    assertThat(runner.awaitExit()).isEqualTo(1);
    assertThat(runner.log()).contains("orders");
    assertThat(site.confirmed()).isLessThanOrEqualTo(before);
  }

  @Test
  void missingTargetColumnIsNamedAndNothingIsConfirmedPastIt() throws Exception {
    site.source("ALTER TABLE orders ADD COLUMN surprise int DEFAULT 7");
    RunnerProcess runner = site.run();
    var before = site.currentLsn();
    site.source(Orders.insert(1, 5).replace("NULL FROM", "NULL, now(), 8 FROM"));

    assertThat(runner.awaitExit()).isEqualTo(1);
    assertThat(runner.log()).contains("surprise");
    assertThat(site.confirmed()).isLessThanOrEqualTo(before);
  }

  @Test
  void wrongStarRocksPasswordIsReportedWithoutThePassword() throws Exception {
    RunnerProcess runner = site.set("sink.starrocks.password", "not-it-4711").launch();
    site.awaitActiveOr(runner);
    site.source(Orders.insert(1, 5));

    await().atMost(Site.PATIENCE).until(() -> !runner.isAlive() || !error(runner).isEmpty());
    assertThat(runner.log()).contains("Access denied").doesNotContain("not-it-4711");
  }

  private static String awaitError(RunnerProcess runner) {
    return await().atMost(Site.PATIENCE).until(() -> error(runner), error -> !error.isEmpty());
  }

  private static String error(RunnerProcess runner) {
    try {
      return runner.health().getErrorDetail();
    } catch (StatusRuntimeException e) {
      return ""; // not listening, or no more
    }
  }
}
