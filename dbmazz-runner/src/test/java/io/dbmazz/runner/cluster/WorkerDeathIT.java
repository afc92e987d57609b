package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import io.dbmazz.runner.e2e.VersionWatcher;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Workers that are killed with {@code kill -9} while rows are on their way. */
class WorkerDeathIT {

  private static void awaitMore(Load load) {
    int before = load.transactions();
    await().atMost(Site.PATIENCE).until(() -> load.transactions() > before + 30);
  }

  /** Rows have arrived since. */
  private static void awaitArrivals(Site site) throws Exception {
    String newest = "SELECT max(dbmazz_cdc_version) FROM orders";
    long before = Long.parseLong(site.targetValue(newest));
    await().atMost(Site.PATIENCE).until(() -> Long.parseLong(site.targetValue(newest)) > before);
  }

  @Test
  void workerThatIsKilledUnderLoadAndStartedAgainLosesNothing() throws Exception {
    TestingWorker first = TestingWorker.start("killed", Map.of());
    try (Deployment deployment = Deployment.on(Orders.site(), first).start();
        Load load = Load.on(deployment.site())) {
      deployment.site().awaitTarget("SELECT count(*) > 0 FROM orders", "1");
      VersionWatcher watcher =
          VersionWatcher.start(deployment.site().targetConnection(), Orders.TABLE, "id");
      awaitMore(load);
      first.kill();
      awaitMore(load);
      try (TestingWorker second = TestingWorker.start("killed", Map.of())) {
        deployment.ask(second);
        awaitArrivals(deployment.site());
        load.stop();
        deployment.site().awaitEqual(Orders.TABLE);
        assertThat(watcher.stop()).as("regressed rows").isEmpty();
        assertThat(second.process().log())
            .as("tables whose rows are read again")
            .doesNotContain("reading all rows", "Reading 1 tables");
        deployment.delete();
      }
    }
  }

  @Test
  void workerThatIsKilledUnderLoadHandsItsTasksToTheOther() throws Exception {
    try (TestingWorker survivor = TestingWorker.start("pair", Map.of());
        TestingWorker victim = TestingWorker.start("pair", Map.of());
        Deployment deployment = Deployment.on(Orders.site(), survivor)) {
      deployment.createSource(Map.of());
      deployment.createSink(Map.of("tasks.max", "4"));
      deployment.rest().awaitState(deployment.source(), "RUNNING", 1);
      deployment.rest().awaitState(deployment.sink(), "RUNNING", 4);
      assertThat(deployment.rest().status(deployment.sink()).toString())
          .as("tasks of the worker that is to be killed")
          .contains(victim.rest().address());
      try (Load load = Load.on(deployment.site())) {
        deployment.site().awaitTarget("SELECT count(*) > 0 FROM orders", "1");
        VersionWatcher watcher =
            VersionWatcher.start(deployment.site().targetConnection(), Orders.TABLE, "id");
        awaitMore(load);
        victim.kill();
        awaitMore(load);
        awaitArrivals(deployment.site());
        load.stop();
        deployment.site().awaitEqual(Orders.TABLE);
        assertThat(watcher.stop()).as("regressed rows").isEmpty();
      }
    }
  }
}
