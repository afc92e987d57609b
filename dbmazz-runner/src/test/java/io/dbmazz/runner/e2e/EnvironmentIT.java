package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The original daemon's environment variables configure the runner (losses 15, 19). */
class EnvironmentIT {

  @AutoClose private final Site site = Orders.site();

  @Test
  void loss15VariablesAloneRunThePipelineAndTheSqlPortIsHonoured() throws Exception {
    Map<String, String> environment = new HashMap<>(site.environment("orders"));
    environment.put("FLUSH_INTERVAL_MS", "200");

    site.launch(environment).awaitReplicating();
    site.source(Orders.insert(1, 10), Orders.delete(1, 2));

    site.awaitEqual(Orders.TABLE);
    // Added over the SQL port, which is not 9030 here.
    assertThat(site.targetValue("SELECT dbmazz_op_type FROM orders WHERE id = 1")).isEqualTo("2");
  }

  @Test
  void loss19MissingVariableIsAnErrorThatNamesIt() {
    Map<String, String> environment = new HashMap<>(site.environment("orders"));
    environment.remove("SLOT_NAME");

    RunnerProcess runner = site.launch(environment);

    assertThat(runner.awaitExit()).isEqualTo(2);
    assertThat(runner.log()).contains("SLOT_NAME");
  }

  @Test
  void loss19MalformedVariableIsAnErrorThatNamesIt() {
    Map<String, String> environment = new HashMap<>(site.environment("orders"));
    environment.put("FLUSH_SIZE", "many");

    RunnerProcess runner = site.launch(environment);

    assertThat(runner.awaitExit()).isEqualTo(2);
    assertThat(runner.log()).contains("FLUSH_SIZE");
  }
}
