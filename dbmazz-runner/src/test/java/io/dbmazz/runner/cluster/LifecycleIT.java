package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does to running connectors, and what must not be left of them. */
class LifecycleIT {

  private final Deployment deployment = Deployment.ofOrders();
  private final Site site = deployment.site();

  @BeforeEach
  void start() throws Exception {
    deployment.start();
    site.source(Orders.insert(1, 200));
    site.awaitEqual(Orders.TABLE);
  }

  @AfterEach
  void close() throws Exception {
    deployment.close();
    assertThat(WorkerThreads.ofPlugins(TestingWorker.shared())).isEmpty();
  }

  /** Neither a connection, nor a thread, nor a load is left; the slot is. */
  private void assertNothingIsLeftButTheSlot() {
    await().atMost(Site.PATIENCE).until(() -> !site.slotIsActive());
    await()
        .atMost(Site.PATIENCE)
        .untilAsserted(() -> assertThat(WorkerThreads.ofPlugins(TestingWorker.shared())).isEmpty());
    await().atMost(Site.PATIENCE).until(() -> connections().equals("0"));
    assertThat(deployment.openTransactions()).isEmpty();
    assertThat(deployment.site()).satisfies(it -> assertThat(it.slotExists()).isTrue());
  }

  /** Of anybody but the test to the database. */
  private String connections() throws Exception {
    return site.sourceValue(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND backend_type IN ('client backend', 'walsender')");
  }

  @Test
  void pausedConnectorsKeepTheSlotAliveAndResumedOnesCatchUp() throws Exception {
    for (String connector : List.of(deployment.source(), deployment.sink())) {
      deployment.rest().put(connector, "pause");
      deployment.rest().awaitState(connector, "PAUSED", 1);
    }
    site.source(Orders.insert(201, 400), Orders.update(1, 300), Orders.delete(50, 60));

    assertThat(site.targetValue("SELECT count(*) FROM orders")).isEqualTo("200");
    assertThat(site.slotIsActive()).isTrue();
    for (String connector : List.of(deployment.source(), deployment.sink())) {
      deployment.rest().put(connector, "resume");
    }
    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void stoppedConnectorsLeaveNothingButTheSlotAndGoOnWhereTheyWere() throws Exception {
    for (String connector : List.of(deployment.source(), deployment.sink())) {
      deployment.rest().put(connector, "stop");
      deployment.rest().awaitState(connector, "STOPPED", 0);
    }
    assertNothingIsLeftButTheSlot();
    site.source(Orders.insert(201, 400), Orders.update(1, 300), Orders.delete(50, 60));
    for (String connector : List.of(deployment.source(), deployment.sink())) {
      deployment.rest().put(connector, "resume");
    }

    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void restartedTasksAndConnectorsGoOnWhereTheyWere() throws Exception {
    site.source(Orders.insert(201, 300));
    deployment.rest().restartTask(deployment.source(), 0);
    deployment.rest().restartTask(deployment.sink(), 0);
    site.source(Orders.update(1, 300));
    deployment.rest().restart(deployment.source());
    deployment.rest().restart(deployment.sink());
    site.source(Orders.insert(301, 400), Orders.delete(290, 310));

    site.awaitEqual(Orders.TABLE);
    deployment.rest().awaitState(deployment.source(), "RUNNING", 1);
    deployment.rest().awaitState(deployment.sink(), "RUNNING", 1);
  }

  @Test
  void deletedConnectorsLeaveNothingButTheSlot() throws Exception {
    site.source(Orders.update(1, 200));
    deployment.rest().delete(deployment.source());
    deployment.rest().delete(deployment.sink());

    assertNothingIsLeftButTheSlot();
  }
}
