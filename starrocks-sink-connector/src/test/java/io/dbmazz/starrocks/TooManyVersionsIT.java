package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.starrocks.buffer.RowBuffer;
import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.http.SeenRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A StarRocks that takes three versions of a table and no more until it is compacted. */
class TooManyVersionsIT {

  private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 0);

  private final TopicLog log = new TopicLog();
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private StarRocksEmulator starRocks;
  private SinkHarness sql;
  private SinkWorker worker;
  private int id;

  @BeforeEach
  void start() throws SQLException {
    starRocks =
        StarRocksEmulator.start(
            EmulatorOptions.defaults()
                .withDatabases(SinkHarness.DATABASE)
                .withVersionLimit(3, Duration.ofDays(1)));
    sql = new SinkHarness(FaultySink.target(starRocks), Map.of());
    sql.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(100)");
    worker = new SinkWorker(new StarRocksSinkTask(), sql.config(), log);
    worker.assign(PARTITION);
    said.start();
    logger().addAppender(said);
  }

  @AfterEach
  void stop() {
    logger().detachAppender(said);
    starRocks.compact(SinkHarness.DATABASE, "orders");
    worker.close();
    sql.close();
    starRocks.close();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(RowBuffer.class.getPackageName());
  }

  private void append(int rows) {
    for (int i = 0; i < rows; i++) {
      log.append(PARTITION, FaultySink.insert(0, 10 + id, id++, "a"));
    }
  }

  private void runUntil(BooleanSupplier condition) {
    await()
        .until(
            () -> {
              worker.turn();
              return condition.getAsBoolean();
            });
  }

  private long slowedTables() {
    return (Long) worker.context().metrics().get(ConnectorMetrics.SLOWED_TABLES);
  }

  private List<Long> rowsOfLoads() {
    return starRocks.requests().stream()
        .filter(seen -> seen.node() == Fault.Node.BACK_END && seen.method().equals("PUT"))
        .filter(seen -> seen.answer().equals("Success"))
        .map(SeenRequest::rows)
        .toList();
  }

  @Test
  void loadsSlowDownAndBatchesGrowAndItSaysSo() throws SQLException {
    for (int load = 0; load < 3; load++) {
      append(1);
      runUntil(() -> log.isCommitted(PARTITION));
    }
    assertThat(slowedTables()).isZero();
    append(1);
    runUntil(() -> slowedTables() == 1);

    append(50);
    worker.turn();
    append(50);
    starRocks.compact(SinkHarness.DATABASE, "orders");
    runUntil(() -> log.isCommitted(PARTITION));

    assertThat(rowsOfLoads()).containsExactly(1L, 1L, 1L, 1L, 100L);
    assertThat(sql.query("SELECT COUNT(*), MAX(id) FROM orders")).containsExactly("104|103");
    assertThat(said.list)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .asString()
        .contains("too many versions of shop.orders", "every 2 s", "bufferflush.intervalms");
  }
}
