package io.dbmazz.runner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbmazz.runner.e2e.Orders;
import io.dbmazz.runner.e2e.Site;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Rows that StarRocks refuses: alone to the dead letter queue, or the task ends saying why. */
class ErrorsIT {

  private static final String BAD = "note-that-is-longer-than-its-column-in-starrocks";
  private static final String PASSWORD = "s3cret-of-this-test";

  @AutoClose private final Deployment deployment = Deployment.on(narrow(), TestingWorker.shared());
  private final Site site = deployment.site();

  /** Notes of more than 20 bytes do not fit. */
  private static Site narrow() {
    Site site = Orders.site();
    try {
      site.target(
          "DROP TABLE orders",
          "CREATE TABLE orders (id BIGINT NOT NULL, amount DECIMAL(12,2), note VARCHAR(20),"
              + " document STRING, changed_at DATETIME) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)"
              + " PROPERTIES ('replication_num' = '1')");
    } catch (SQLException e) {
      throw new IllegalStateException("The table of the test could not be created", e);
    }
    return site;
  }

  private void spoil(int... ids) throws Exception {
    for (int id : ids) {
      site.source("UPDATE orders SET note = '" + BAD + "' WHERE id = " + id);
    }
  }

  @Test
  void exactlyTheBadRowsReachTheDeadLetterQueueAndTheirNeighboursAreLoaded() throws Exception {
    String queue = site.name() + ".dead";
    deployment.createSource(Map.of());
    deployment.createSink(
        Map.of(
            "errors.tolerance", "all",
            "errors.deadletterqueue.topic.name", queue,
            "errors.deadletterqueue.topic.replication.factor", "1",
            "errors.deadletterqueue.context.headers.enable", "true"));
    site.awaitStreaming();
    site.source(Orders.insert(1, 300));
    site.awaitEqual(Orders.TABLE);
    spoil(7, 77, 177);
    site.source(Orders.insert(301, 310), Orders.update(302, 310), Orders.delete(150, 160));
    site.awaitTarget("SELECT count(*) FROM orders WHERE id = 310 AND note LIKE '%!'", "1");

    List<Integer> dead = new ArrayList<>();
    try (TopicReader reader = new TopicReader(queue)) {
      for (ConsumerRecord<byte[], byte[]> record : reader.awaitRecords(3)) {
        JsonNode row = new ObjectMapper().readTree(record.value()).at("/payload/after");
        dead.add(row.get("id").asInt());
        assertThat(row.get("note").asText()).isEqualTo(BAD);
        assertThat(header(record, "__connect.errors.exception.message"))
            .contains("orders", "note")
            .doesNotContain(BAD);
      }
    }
    assertThat(dead).containsExactlyInAnyOrder(7, 77, 177);
    site.source("UPDATE orders SET note = 'mended' WHERE note = '" + BAD + "'");
    site.awaitEqual(Orders.TABLE);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void withoutAQueueTheTaskFailsSayingTableAndColumnButNoValueAndNoPassword() throws Exception {
    deployment.createSource(Map.of("database.password", PASSWORD));
    deployment.createSink(Map.of());
    site.awaitStreaming();
    site.source(Orders.insert(1, 30));
    spoil(7);

    String trace = deployment.rest().awaitFailure(deployment.sink());
    assertThat(trace).contains("orders", "note").doesNotContain(BAD, PASSWORD);
    assertThat(TestingWorker.shared().process().log()).doesNotContain(BAD, PASSWORD);
  }
}
