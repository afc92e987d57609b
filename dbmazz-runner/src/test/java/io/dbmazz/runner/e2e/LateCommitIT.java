package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.emulator.fault.Fault;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What StarRocks has in hand of a killed process does not undo what the next one has loaded. */
class LateCommitIT {

  @AutoClose private final Site site = Orders.site();

  @Test
  void loadCommittedAfterItsProcessWasKilledReplacesNothingNewer() throws Exception {
    RunnerProcess killed = site.runProcess();
    site.source(Orders.insert(1, 20));
    site.awaitEqual(Orders.TABLE);
    CountDownLatch late = new CountDownLatch(1);
    site.starRocks().faults().nextInto(Orders.TABLE, new Fault.Held(late));
    site.sourceTransaction(Orders.update(1, 10), Orders.delete(11, 15));
    await().atMost(Site.PATIENCE).until(() -> site.starRocks().faults().pending() == 0);
    killed.kill();

    site.runProcess();
    site.source(Orders.update(1, 5), Orders.delete(6, 8), Orders.insert(11, 12));
    site.awaitEqual(Orders.TABLE);
    VersionWatcher watcher = VersionWatcher.start(site.targetConnection(), Orders.TABLE, "id");
    late.countDown();
    await()
        .atMost(Site.PATIENCE)
        .until(() -> site.starRocks().openTransactions(Site.TARGET_DATABASE).isEmpty());

    assertThat(watcher.stop()).isEmpty();
    site.assertEqual(Orders.TABLE);
  }
}
