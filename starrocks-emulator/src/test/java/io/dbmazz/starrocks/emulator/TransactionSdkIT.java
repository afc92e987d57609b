package io.dbmazz.starrocks.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.starrocks.data.load.stream.StreamLoadDataFormat;
import com.starrocks.data.load.stream.StreamLoadSnapshot;
import com.starrocks.data.load.stream.TransactionStatus;
import com.starrocks.data.load.stream.properties.StreamLoadProperties;
import com.starrocks.data.load.stream.properties.StreamLoadTableProperties;
import com.starrocks.data.load.stream.v2.StreamLoadManagerV2;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Operation;
import io.dbmazz.starrocks.emulator.http.SeenRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** StarRocks' own published client, in its transactions: begin, load, prepare, commit. */
class TransactionSdkIT {
  private static final int ROWS = 5000;

  private final RunningEmulator running = new RunningEmulator(EmulatorOptions.defaults());

  @BeforeEach
  void table() throws Exception {
    running.execute(
        "CREATE TABLE orders (id BIGINT NOT NULL, name VARCHAR(20) NOT NULL) DUPLICATE KEY (id)"
            + " DISTRIBUTED BY HASH (id) PROPERTIES (\"replication_num\"=\"1\")");
  }

  @AfterEach
  void close() {
    running.close();
  }

  private StreamLoadProperties properties() {
    StreamLoadTableProperties table =
        StreamLoadTableProperties.builder()
            .database("shop")
            .table("orders")
            .streamLoadDataFormat(StreamLoadDataFormat.JSON)
            .addProperty("format", "json")
            .addProperty("strip_outer_array", "true")
            .addProperty("ignore_json_size", "true")
            .chunkLimit(64L << 10)
            .build();
    return StreamLoadProperties.builder()
        .loadUrls(running.emulator().feUrl())
        .jdbcUrl(running.emulator().jdbcUrl("shop"))
        .username("root")
        .password(RunningEmulator.PASSWORD)
        .version("3.5.4")
        .enableTransaction()
        .labelPrefix("sdk-")
        .expectDelayTime(60_000)
        .cacheMaxBytes(1L << 30)
        .defaultTableProperties(table)
        .build();
  }

  @FunctionalInterface
  private interface Use {
    void of(StreamLoadManagerV2 manager, StreamLoadSnapshot prepared) throws Exception;
  }

  /** Loads all rows, prepares them, and hands over what there is to commit. */
  private void prepared(Use use) throws Exception {
    StreamLoadManagerV2 manager = new StreamLoadManagerV2(properties(), false);
    manager.init();
    try {
      manager.write(null, "shop", "orders", rows());
      manager.flush();
      StreamLoadSnapshot snapshot = manager.snapshot();
      assertThat(manager.prepare(snapshot)).isTrue();
      use.of(manager, snapshot);
    } finally {
      manager.close();
    }
  }

  /** Loads the rows in transactions that the client commits when it flushes. */
  private void committed(String... rows) {
    StreamLoadManagerV2 manager = new StreamLoadManagerV2(properties(), true);
    manager.init();
    try {
      manager.write(null, "shop", "orders", rows);
      manager.flush();
    } finally {
      manager.close();
    }
  }

  private static String[] rows() {
    return IntStream.range(0, ROWS)
        .mapToObj(id -> "{\"id\":" + id + ",\"name\":\"n" + id + "\"}")
        .toArray(String[]::new);
  }

  private String count() throws Exception {
    return running.query("SELECT count(*) FROM orders").get(0).get(0);
  }

  private long requests(String operation) {
    return running.emulator().requests().stream()
        .filter(seen -> seen.node() == Fault.Node.BACK_END)
        .map(SeenRequest::target)
        .filter(("/api/transaction/" + operation)::equals)
        .count();
  }

  @Test
  void itPreparesAndCommits() throws Exception {
    prepared(
        (manager, snapshot) -> {
          assertThat(count()).isEqualTo("0");
          String label = snapshot.getTransactions().get(0).getLabel();
          assertThat(manager.getStreamLoader().getLoadStatus("shop", "orders", label))
              .isEqualTo(TransactionStatus.PREPARED);
          assertThat(manager.commit(snapshot)).isTrue();
        });
    assertThat(count()).isEqualTo(String.valueOf(ROWS));
    assertThat(requests("load")).isGreaterThan(1);
    assertThat(requests("prepare")).isEqualTo(1);
  }

  @Test
  void whatItPreparedSurvivesTheServers() throws Exception {
    prepared(
        (manager, snapshot) -> {
          running.emulator().switchLeader();
          running.emulator().restartBackEnd();
          assertThat(manager.commit(snapshot)).isTrue();
        });
    assertThat(count()).isEqualTo(String.valueOf(ROWS));
  }

  @Test
  void itRollsBack() throws Exception {
    prepared((manager, snapshot) -> assertThat(manager.abort(snapshot)).isTrue());
    assertThat(count()).isEqualTo("0");
    assertThat(running.emulator().openTransactions("shop")).isEmpty();
  }

  @Test
  void itCommitsByItself() throws Exception {
    committed(rows());
    assertThat(running.query("SELECT count(*), count(DISTINCT id) FROM orders"))
        .containsExactly(List.of(String.valueOf(ROWS), String.valueOf(ROWS)));
    assertThat(running.emulator().requests())
        .allSatisfy(seen -> assertThat(seen.label().orElseThrow()).startsWith("sdk-"));
    assertThat(requests("begin")).isEqualTo(1);
  }

  @Test
  void itAsksForTheLabelWhenTheCommitIsDenied() throws Exception {
    prepared(
        (manager, snapshot) -> {
          running.emulator().faults().nextAt(Operation.COMMIT, new Fault.PublishTimeout());
          assertThat(manager.commit(snapshot)).isTrue();
        });
    assertThat(count()).isEqualTo(String.valueOf(ROWS));
  }

  @Test
  void itFindsTheErrorLogOfFilteredRows() {
    assertThatThrownBy(() -> committed("{\"id\":1}"))
        .hasMessageContaining("too many filtered rows")
        .hasMessageContaining("NULL value in non-nullable column 'name'");
  }
}
