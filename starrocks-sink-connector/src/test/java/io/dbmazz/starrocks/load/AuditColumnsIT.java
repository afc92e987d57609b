package io.dbmazz.starrocks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.json.Rows;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditColumnsIT {

  @Test
  void rowsAreLoadedOnlyWhenTheSchemaChangeHasEnded() {
    try (EmulatedCluster cluster =
        new EmulatedCluster(
            EmulatorOptions.defaults().withSchemaChangeDelay(Duration.ofSeconds(1)))) {
      cluster.createOrders("id BIGINT NOT NULL");

      cluster.load(new Rows("id").upsert(1));

      assertThat(cluster.rows("SELECT id, dbmazz_op_type, dbmazz_cdc_version FROM orders"))
          .containsExactly("1 0 100");
    }
  }
}
