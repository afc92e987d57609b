package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.control.HealthCheckResponse;
import io.dbmazz.control.HealthCheckResponse.ServingStatus;
import io.dbmazz.control.HealthCheckResponse.Stage;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A setup that fails keeps answering with the reason, and heals when time can heal it (20). */
class HealthIT {

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
  void loss20FailedSetupIsServedWithTheReason() {
    RunnerProcess runner = site.tables(Orders.TABLE, "absent").launch();

    HealthCheckResponse health = awaitFailedSetup(runner);

    assertThat(health.getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(health.getStageDetail()).isEqualTo("Setup failed");
    assertThat(health.getErrorDetail()).contains("Table 'public.absent' not found in PostgreSQL");
  }

  @Test
  void loss20UnreachablePostgresHealsByItself() throws Exception {
    try (TcpProxy proxy = TcpProxy.to(site.postgres().port())) {
      proxy.refuse();
      RunnerProcess runner =
          site.set("source.database.port", Integer.toString(proxy.port())).launch();
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

  private static HealthCheckResponse awaitFailedSetup(RunnerProcess runner) {
    return await()
        .atMost(Site.PATIENCE)
        .ignoreException(StatusRuntimeException.class)
        .until(runner::health, health -> !health.getErrorDetail().isEmpty());
  }
}
