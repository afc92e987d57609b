package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What would lose changes, or cannot work, is refused with the way out. */
class RefusalIT {

  @AutoClose private final Site site = Orders.site();

  @Test
  void slotThatWasAdvancedPastTheStoredOffsetIsRefused() throws Exception {
    site.run();
    site.source(Orders.insert(1, 5));
    site.awaitEqual(Orders.TABLE);
    site.stop();
    site.source(
        Orders.insert(6, 10),
        "SELECT pg_replication_slot_advance('" + site.slot() + "', pg_current_wal_lsn())",
        Orders.insert(11, 15));

    assertThat(awaitError(site.start())).contains(site.slot());
    assertThat(site.targetValue(Orders.liveRows())).isEqualTo("5");
  }

  @Test
  void slotThatWasDroppedBehindTheStoredOffsetIsRefused() throws Exception {
    site.run();
    site.source(Orders.insert(1, 5));
    site.awaitEqual(Orders.TABLE);
    site.stop();
    site.source("SELECT pg_drop_replication_slot('" + site.slot() + "')", Orders.insert(6, 10));

    assertThat(awaitError(site.start())).contains(site.slot());
    assertThat(site.targetValue(Orders.liveRows())).isEqualTo("5");
  }

  @Test
  void slotThatAnotherProcessReadsIsRefusedNamingThatProcess() throws Exception {
    site.run();
    String pid =
        site.sourceValue(
            "SELECT active_pid FROM pg_replication_slots WHERE slot_name = '" + site.slot() + "'");

    RunnerClient second = site.startAnother();

    assertThat(awaitError(second)).contains(site.slot()).contains(pid);
    site.source(Orders.insert(1, 5));
    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void missingTargetTableOfAPatternIsNamedAndNothingIsConfirmedPastIt() throws Exception {
    site.target("DROP TABLE orders");
    RunnerProcess runner = site.set("source.table.include.list", "public\\.order.").runProcess();
    var before = site.currentLsn();
    site.source(Orders.insert(1, 5));

    assertThat(runner.awaitExit()).isEqualTo(1);
    assertThat(runner.log()).contains("orders");
    assertThat(site.confirmed()).isLessThanOrEqualTo(before);
  }

  @Test
  void missingTargetColumnIsNamedAndNothingIsConfirmedPastIt() throws Exception {
    site.source("ALTER TABLE orders ADD COLUMN surprise int DEFAULT 7");
    RunnerProcess runner = site.runProcess();
    var before = site.currentLsn();
    site.source(Orders.insert(1, 5).replace("NULL FROM", "NULL, now(), 8 FROM"));

    assertThat(runner.awaitExit()).isEqualTo(1);
    assertThat(runner.log()).contains("surprise");
    assertThat(site.confirmed()).isLessThanOrEqualTo(before);
  }

  @Test
  void wrongStarRocksPasswordIsReportedWithoutThePassword() throws Exception {
    RunnerProcess runner = site.set("sink.starrocks.password", "not-it-4711").launch();

    assertThat(awaitError(runner.client()))
        .contains("starrocks.password")
        .doesNotContain("not-it-4711");
    assertThat(runner.log()).contains("starrocks.password").doesNotContain("not-it-4711");
    assertThat(site.slotExists()).isFalse();
  }

  private static String awaitError(RunnerClient runner) {
    return await().atMost(Site.PATIENCE).until(() -> error(runner), error -> !error.isEmpty());
  }

  private static String error(RunnerClient runner) {
    try {
      return runner.health().getErrorDetail();
    } catch (StatusRuntimeException e) {
      return ""; // not listening, or no more
    }
  }
}
