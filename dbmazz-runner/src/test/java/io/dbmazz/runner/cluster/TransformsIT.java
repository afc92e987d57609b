package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Lsn;
import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Kafka's own transformations between the connectors. */
class TransformsIT {

  private static final String KAFKA = "org.apache.kafka.connect.transforms.";

  @AutoClose private final Deployment deployment = Deployment.ofOrders();
  private final Site site = deployment.site();

  private static Map<String, String> rename(String regex, String replacement) {
    return Map.of(
        "transforms",
        "rename",
        "transforms.rename.type",
        KAFKA + "RegexRouter",
        "transforms.rename.regex",
        regex,
        "transforms.rename.replacement",
        replacement);
  }

  @Test
  void slotAdvancesPastRecordsThatATransformationDrops() throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("transforms", "drop");
    settings.put("transforms.drop.type", KAFKA + "Filter");
    settings.put("transforms.drop.predicate", "noise");
    settings.put("predicates", "noise");
    settings.put("predicates.noise.type", KAFKA + "predicates.TopicNameMatches");
    settings.put("predicates.noise.pattern", ".*\\.noise");
    site.source("CREATE TABLE noise (id int PRIMARY KEY)");
    site.tables("orders", "noise");
    deployment.createSource(settings);
    deployment.createSink(Map.of());
    site.awaitStreaming();
    site.source(Orders.insert(1, 10));
    site.awaitEqual(Orders.TABLE);

    site.source("INSERT INTO noise SELECT generate_series(1, 100)");
    Lsn written = site.currentLsn();
    AtomicInteger id = new AtomicInteger(100);
    await() // without a moment of silence, in which the source would be idle
        .atMost(Site.PATIENCE)
        .untilAsserted(
            () -> {
              site.source("INSERT INTO noise VALUES (" + id.incrementAndGet() + ")");
              assertThat(site.confirmed()).isGreaterThanOrEqualTo(written);
            });
    site.source(Orders.insert(11, 20));
    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void rowsOfATopicThatTheSourceRenamedReachTheTableOfTheirEnvelope() throws Exception {
    deployment.createSource(rename(".*\\.public\\.(.*)", site.name() + ".renamed.x-$1"));
    deployment.createSink(Map.of("topics.regex", site.name() + "\\.renamed\\..*"));
    site.awaitStreaming();
    site.source(Orders.insert(1, 50), Orders.update(1, 20), Orders.delete(30, 40));

    site.awaitEqual(Orders.TABLE);
  }

  @Test
  void rowsOfATopicThatTheSinkRenamesReachTheTableOfTheMapping() throws Exception {
    site.source("ALTER TABLE orders RENAME TO sales");
    site.tables("sales");
    deployment.createSource(Map.of());
    Map<String, String> settings = new HashMap<>(rename(".*\\.sales", "sold"));
    settings.put("starrocks.topic2table.map", "sold:orders");
    deployment.createSink(settings);
    site.awaitStreaming();
    site.source(
        Orders.insert(1, 50).replace("orders", "sales"),
        Orders.update(1, 20).replace("orders", "sales"),
        Orders.delete(30, 40).replace("orders", "sales"));
    site.awaitTarget(Orders.liveRows(), "39");
    deployment.rest().put(deployment.source(), "stop");
    site.source("ALTER TABLE sales RENAME TO orders");

    site.awaitEqual(Orders.TABLE);
  }
}
