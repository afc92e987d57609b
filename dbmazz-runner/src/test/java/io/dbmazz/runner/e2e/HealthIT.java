package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.control.HealthCheckResponse;
import io.dbmazz.control.HealthCheckResponse.ServingStatus;
import io.dbmazz.control.HealthCheckResponse.Stage;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A setup that fails keeps answering with the reason, and heals when time can heal it (20). */
class HealthIT {

  @AutoClose private final Site site = Orders.site();

  @Test
  void loss20FailedSetupIsServedWithTheReason() {
    RunnerClient runner = site.tables(Orders.TABLE, "absent").start();

    HealthCheckResponse health = awaitFailedSetup(runner);

    assertThat(health.getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(health.getStageDetail()).isEqualTo("Setup failed");
    assertThat(health.getErrorDetail()).contains("Table 'public.absent' not found in PostgreSQL");
  }

  @Test
  void missingTargetTableIsToldAtSetupAndReplicationBeginsWhenItIsCreated() throws Exception {
    site.source("CREATE TABLE people (id int PRIMARY KEY, name text)");
    RunnerClient runner = site.tables(Orders.TABLE, "people").start();

    HealthCheckResponse health = awaitFailedSetup(runner);
    assertThat(health.getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(health.getStage()).isEqualTo(Stage.STAGE_SETUP);
    assertThat(health.getStageDetail()).isEqualTo("Setup failed");
    assertThat(health.getErrorDetail()).contains("target.people", "CREATE TABLE");
    assertThat(site.slotExists()).isFalse();

    site.target(
        "CREATE TABLE people (id INT NOT NULL, name STRING) PRIMARY KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES ('replication_num' = '1')");
    runner.awaitReplicating();
    assertThat(site.targetValue("SELECT count(dbmazz_cdc_version) FROM people")).isEqualTo("0");
    site.source("INSERT INTO people VALUES (1, 'a')");
    site.awaitEqual("people");
  }

  @Test
  void unreachableSqlPortIsToldAtSetupAndHealsByItself() throws Exception {
    try (TcpProxy proxy = TcpProxy.to(site.starRocks().mysqlPort())) {
      proxy.refuse();
      RunnerClient runner =
          site.set("sink.starrocks.jdbc.url", "jdbc:mysql://127.0.0.1:" + proxy.port()).start();
      assertThat(awaitFailedSetup(runner).getErrorDetail()).contains("starrocks.jdbc.url");

      proxy.flow();
      runner.awaitReplicating();
    }
  }

  @Test
  void loss20UnreachablePostgresHealsByItself() throws Exception {
    try (TcpProxy proxy = TcpProxy.to(site.postgres().port())) {
      proxy.refuse();
      RunnerClient runner =
          site.set("source.database.port", Integer.toString(proxy.port())).start();
      assertThat(awaitFailedSetup(runner).getErrorDetail()).isNotBlank();

      proxy.flow();
      runner.awaitReplicating();

      site.source(Orders.insert(1, 10));
      site.awaitEqual(Orders.TABLE);
    }
  }

  @Test
  void replicatingIsServing() {
    HealthCheckResponse health = site.run().health();

    assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
    assertThat(health.getStage()).isEqualTo(Stage.STAGE_CDC);
    assertThat(health.getStageDetail()).isEqualTo("Replicating");
    assertThat(health.getErrorDetail()).isEmpty();
  }

  private static HealthCheckResponse awaitFailedSetup(RunnerClient runner) {
    return await()
        .atMost(Site.PATIENCE)
        .ignoreException(StatusRuntimeException.class)
        .until(runner::health, health -> !health.getErrorDetail().isEmpty());
  }
}
