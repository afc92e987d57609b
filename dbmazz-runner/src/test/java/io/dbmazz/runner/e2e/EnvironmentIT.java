package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.postgres.TestingPostgres;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The original daemon's environment variables configure the runner (losses 15, 19). */
class EnvironmentIT {

  @AutoClose private final Site site = Orders.site();

  @Test
  void loss15VariablesAloneRunThePipelineAndTheSqlPortIsHonoured() throws Exception {
    Map<String, String> environment = new HashMap<>(environment("orders"));
    environment.put("FLUSH_INTERVAL_MS", "200");

    site.launch(environment).awaitReplicating();
    site.source(Orders.insert(1, 10), Orders.delete(1, 2));

    site.awaitEqual(Orders.TABLE);
    // Added over the SQL port, which is not 9030 here.
    assertThat(site.targetValue("SELECT dbmazz_op_type FROM orders WHERE id = 1")).isEqualTo("2");
  }

  @Test
  void loss19MissingVariableIsAnErrorThatNamesIt() {
    Map<String, String> environment = new HashMap<>(environment("orders"));
    environment.remove("SLOT_NAME");

    RunnerProcess runner = site.launch(environment);

    assertThat(runner.awaitExit()).isEqualTo(2);
    assertThat(runner.log()).contains("SLOT_NAME");
  }

  @Test
  void loss19MalformedVariableIsAnErrorThatNamesIt() {
    Map<String, String> environment = new HashMap<>(environment("orders"));
    environment.put("FLUSH_SIZE", "many");

    RunnerProcess runner = site.launch(environment);

    assertThat(runner.awaitExit()).isEqualTo(2);
    assertThat(runner.log()).contains("FLUSH_SIZE");
  }

  /** What describes the site to {@code dbmazz run} without a file. */
  private Map<String, String> environment(String tables) {
    TestingPostgres postgres = site.postgres();
    return Map.ofEntries(
        Map.entry(
            "DATABASE_URL",
            "postgres://%s:%s@%s:%d/%s?replication=database"
                .formatted(
                    postgres.user(),
                    postgres.password(),
                    postgres.host(),
                    postgres.port(),
                    site.name())),
        Map.entry("SLOT_NAME", site.slot()),
        Map.entry("PUBLICATION_NAME", site.name() + "_pub"),
        Map.entry("TABLES", tables),
        Map.entry("STARROCKS_URL", site.starRocks().feUrl()),
        Map.entry("STARROCKS_PORT", Integer.toString(site.starRocks().mysqlPort())),
        Map.entry("STARROCKS_DB", Site.TARGET_DATABASE),
        Map.entry("STARROCKS_USER", "root"),
        Map.entry("GRPC_PORT", Integer.toString(site.grpcPort())));
  }
}
