package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tables that StarRocks writes anew to change them, as before 3.3. */
@Timeout(60)
class SlowSchemaChangeIT {

  private static final SinkRecord OLD = StarRocksTableContract.NAMED.written(1, 1, "a");
  private static final SinkRecord NEW = StarRocksTableContract.WITH_QUANTITY.written(2, 2, "b", 20);
  private static final String ROWS = "SELECT id, name, quantity FROM orders ORDER BY id";

  private StarRocksEmulator starRocks;

  /** Sinks that know of a table of which one row is loaded. */
  private SinkHarness sink(Duration change, Map<String, String> more) {
    starRocks =
        StarRocksEmulator.start(
            EmulatorOptions.defaults()
                .withVersion("3.2.0")
                .withDatabases(SinkHarness.DATABASE)
                .withSchemaChangeDelay(change));
    SinkHarness sink = another(more);
    sink.load(OLD);
    return sink;
  }

  private SinkHarness another(Map<String, String> more) {
    Map<String, String> config = new HashMap<>(StarRocksTableContract.FOLLOWING);
    config.putAll(more);
    return new SinkHarness(SinkHarness.target(starRocks), config);
  }

  @AfterEach
  void stop() {
    starRocks.close();
  }

  private List<String> jobs(SinkHarness sink) throws SQLException {
    return sink.query("SHOW ALTER TABLE COLUMN FROM shop");
  }

  @Test
  void rowsWaitUntilTheirColumnIsThere() throws SQLException {
    try (SinkHarness sink = sink(Duration.ofMillis(2500), Map.of())) {
      sink.load(NEW);

      assertThat(sink.query(ROWS)).containsExactly("1|a|null", "2|b|20");
      assertThat(jobs(sink)).hasSize(1);
    }
  }

  @Test
  void taskThatIsKilledMeanwhileIsFollowedByOneThatFindsTheJobUnderWay() throws SQLException {
    try (SinkHarness sink = sink(Duration.ofSeconds(3), Map.of())) {
      assertThatThrownBy(() -> sink.offer(NEW))
          .isInstanceOf(RetriableException.class)
          .hasMessageContainingAll("shop.orders", "ADD COLUMN (`quantity` INT NULL)", "job");
      sink.restart();
      sink.load(NEW);

      assertThat(sink.query(ROWS)).containsExactly("1|a|null", "2|b|20");
      assertThat(jobs(sink)).hasSize(1);
    }
  }

  @Test
  void tasksThatWantDifferentChangesTakeTurns() throws SQLException {
    SinkRecord other =
        new OrderRows(OrderRows.column("price", Schema.OPTIONAL_INT64_SCHEMA)).written(3, 3, 30L);
    try (SinkHarness sink = sink(Duration.ofMillis(700), Map.of());
        SinkHarness second = another(Map.of())) {
      CompletableFuture<Void> theirs = CompletableFuture.runAsync(() -> second.load(other));
      sink.load(NEW);
      theirs.join();

      assertThat(sink.query("SELECT id, name, quantity, price FROM orders ORDER BY id"))
          .containsExactly("1|a|null|null", "2|b|20|null", "3|null|null|30");
      assertThat(jobs(sink)).hasSize(2);
    }
  }

  @Test
  void jobThatTakesTooLongEndsTheTaskWithItsState() {
    try (SinkHarness sink =
        sink(Duration.ofHours(1), Map.of("schema.evolution.timeoutms", "1000"))) {
      assertThatThrownBy(() -> sink.offer(NEW)).isInstanceOf(RetriableException.class);

      assertThatThrownBy(() -> sink.offer(NEW))
          .isExactlyInstanceOf(ConnectException.class)
          .hasMessageContainingAll(
              "shop.orders", "PENDING", "SHOW ALTER TABLE COLUMN", "schema.evolution.timeoutms");
    }
  }
}
