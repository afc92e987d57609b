package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbmazz.runner.e2e.Orders;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stock worker finds the plugins and moves rows with them. */
class PluginsIT {

  @Test
  void workerListsBothPluginsWithTheirVersion() throws Exception {
    Map<String, String> versions = new HashMap<>();
    for (JsonNode plugin : TestingWorker.shared().rest().get("/connector-plugins").body()) {
      versions.put(plugin.get("class").asText(), plugin.get("version").asText());
    }

    String version = PluginPath.version();
    assertThat(versions)
        .containsEntry("io.dbmazz.postgres.PostgresSourceConnector", version)
        .containsEntry("io.dbmazz.starrocks.StarRocksSinkConnector", version);
  }

  @Test
  void workerIsOfTheVersionUnderTest() throws Exception {
    assertThat(TestingWorker.shared().rest().get("/").body().get("version").asText())
        .isEqualTo(StockKafka.chosen().version());
  }

  @Test
  void rowsAndTheirChangesArrive() throws Exception {
    try (Deployment deployment = Deployment.ofOrders()) {
      deployment.site().source(Orders.insert(1, 500));
      deployment.start();
      deployment.site().source(Orders.insert(501, 1000));
      deployment.site().source(Orders.insertWithDocument(2000));
      deployment.site().sourceTransaction(Orders.update(1, 700), Orders.delete(300, 350));
      deployment.site().source("UPDATE orders SET note = 'kept document' WHERE id = 2000");

      deployment.site().awaitEqual(Orders.TABLE);
    }
  }
}
