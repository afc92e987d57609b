package io.dbmazz.starrocks.load;

import io.dbmazz.starrocks.json.Body;
import io.dbmazz.starrocks.table.ClusterNode;
import io.dbmazz.starrocks.table.TargetTables;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;

/** A load and clients to send it with. */
final class Requests {

  static final String PASSWORD = "s3cret-word";

  private Requests() {}

  static LoadRequest request() {
    return new LoadRequest(
        TargetTables.table("id bigint key", "name varchar(9)"),
        new Label("dbmazz_orders_1"),
        Map.of("label", "dbmazz_orders_1", "format", "json"),
        new Body("[{\"id\":1}]".getBytes(StandardCharsets.UTF_8), 1));
  }

  static StreamLoadClient client(List<URI> urls) {
    return client(urls, Map.of(), Set.of());
  }

  static StreamLoadClient client(
      List<URI> urls, Map<String, String> mapped, Set<ClusterNode> registered) {
    return new StreamLoadClient(
        new HttpTransport(Duration.ofSeconds(2), Duration.ofSeconds(10)),
        new Endpoints(urls),
        new TrustedHosts(urls, mapped, () -> registered),
        "loader",
        new Password(PASSWORD));
  }
}
