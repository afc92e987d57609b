package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import io.dbmazz.runner.e2e.VersionWatcher;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Partitions that move between the sink's tasks while rows are on their way. */
class RebalanceIT {

  @AutoClose private final Deployment deployment = Deployment.ofOrders();
  private final Site site = deployment.site();

  /** Records of the table's topic that the sink's consumers have not committed. */
  private long lag() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestingBroker.shared().address()))) {
      Map<TopicPartition, Long> committed =
          admin
              .listConsumerGroupOffsets("connect-" + deployment.sink())
              .partitionsToOffsetAndMetadata()
              .get()
              .entrySet()
              .stream()
              .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
      var ends =
          admin
              .listOffsets(
                  committed.keySet().stream()
                      .collect(Collectors.toMap(partition -> partition, p -> OffsetSpec.latest())))
              .all()
              .get();
      return committed.entrySet().stream()
          .mapToLong(entry -> ends.get(entry.getKey()).offset() - entry.getValue())
          .sum();
    }
  }

  @Test
  void oneToFourTasksUnderLoadLoseAndRegressNothing() throws Exception {
    deployment.start();
    try (Load load = Load.on(site)) {
      site.awaitTarget("SELECT count(*) > 0 FROM orders", "1");
      VersionWatcher watcher = VersionWatcher.start(site.targetConnection(), Orders.TABLE, "id");
      for (int tasks : new int[] {2, 4, 3, 1, 4}) {
        deployment.createSink(Map.of("tasks.max", Integer.toString(tasks)));
        deployment.rest().awaitState(deployment.sink(), "RUNNING", tasks);
        int before = load.transactions();
        await().atMost(Site.PATIENCE).until(() -> load.transactions() > before + 10);
      }
      load.stop();
      site.awaitEqual(Orders.TABLE);
      assertThat(watcher.stop()).as("regressed rows").isEmpty();
      assertThat(watcher.rounds()).as("looks at the target").isPositive();
    }
    await().atMost(Site.PATIENCE).until(() -> lag() == 0);
  }
}
