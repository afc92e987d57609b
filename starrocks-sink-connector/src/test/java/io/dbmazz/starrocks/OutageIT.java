package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.record.ConnectorMetrics;
import io.dbmazz.starrocks.LoaderPool.Patience;
import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ten minutes without StarRocks, at 200 times the usual speed: a task waits 10 ms where it waits 2
 * s, and 150 ms where it waits 30 s.
 */
class OutageIT {

  private static final int SPEED = 200;
  private static final long TEN_MINUTES = Duration.ofMinutes(10).toNanos() / SPEED;
  private static final long MEMORY = 1 << 20;
  private static final long LARGEST_POLL = 200_000;
  private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 0);

  private final TopicLog log = new TopicLog();
  private StarRocksEmulator starRocks;
  private Gateway http;
  private Gateway backEnd;
  private Gateway query;
  private SinkHarness sql;
  private SinkWorker worker;
  private int rows;

  @BeforeEach
  void start() throws SQLException {
    starRocks =
        StarRocksEmulator.start(EmulatorOptions.defaults().withDatabases(SinkHarness.DATABASE));
    http = new Gateway(starRocks.fePort());
    backEnd = new Gateway(starRocks.bePort());
    query = new Gateway(starRocks.mysqlPort());
    sql = new SinkHarness(FaultySink.target(starRocks), Map.of());
    sql.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(2000)");
    Patience patience =
        new Patience(
            Patience.DEFAULT.forOne().dividedBy(SPEED), Patience.DEFAULT.forAll().dividedBy(SPEED));
    worker =
        new SinkWorker(
            new StarRocksSinkTask(StarRocks::at, Clock.systemUTC(), patience), config(), log);
    worker.assign(PARTITION);
  }

  private Map<String, String> config() {
    Map<String, String> config = new HashMap<>(sql.config());
    config.put("starrocks.http.url", "127.0.0.1:" + http.port());
    config.put("starrocks.jdbc.url", "jdbc:mysql://127.0.0.1:" + query.port());
    config.put(
        "redirect.host.map", "127.0.0.1:" + starRocks.bePort() + "=127.0.0.1:" + backEnd.port());
    config.put("bufferflush.maxbytes", Long.toString(MEMORY));
    config.put("sink.maxretries", "0");
    return config;
  }

  @AfterEach
  void stop() {
    worker.close();
    sql.close();
    http.close();
    backEnd.close();
    query.close();
    starRocks.close();
  }

  private void cut() {
    http.cut();
    backEnd.cut();
    query.cut();
  }

  private void mend() {
    http.mend();
    backEnd.mend();
    query.mend();
  }

  /** Changes that the source goes on to make: some tens of kilobytes. */
  private void append() {
    for (int i = 0; i < 50; i++) {
      SinkRecord row =
          FaultySink.change(
              0,
              rows,
              Records.envelope(
                  "c", null, Records.row(rows, "a", "x".repeat(500)), Records.source(10 + rows)));
      log.append(PARTITION, row);
      rows++;
    }
  }

  private long bufferedBytes() {
    return (Long) worker.context().metrics().get(ConnectorMetrics.BUFFERED_BYTES);
  }

  private void runUntilAllIsCommitted() {
    await()
        .until(
            () -> {
              worker.turn();
              return log.isCommitted(PARTITION);
            });
  }

  @Test
  void tenMinutesWithoutStarRocksLoseNothingAndTakeNoMoreMemoryThanAllowed() throws SQLException {
    append();
    runUntilAllIsCommitted();
    long before = log.committed(PARTITION);
    cut();

    int refused = 0;
    long most = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < TEN_MINUTES) {
      if (worker.turn()) {
        append(); // a worker reads on only when the task took what it had
      } else {
        refused++;
      }
      most = Math.max(most, bufferedBytes());
    }

    assertThat(log.committed(PARTITION)).isEqualTo(before);
    assertThat(most).isBetween(MEMORY, MEMORY + LARGEST_POLL);
    assertThat(refused).isPositive();
    assertThat(worker.context().timeouts).isNotEmpty();

    mend();
    runUntilAllIsCommitted();
    assertThat(sql.query("SELECT COUNT(*), COUNT(DISTINCT id), MAX(id) FROM orders"))
        .containsExactly(rows + "|" + rows + "|" + (rows - 1));
    assertThat(starRocks.openTransactions(SinkHarness.DATABASE)).isEmpty();
  }

  @Test
  void taskThatIsStoppedWithoutStarRocksEndsAndTheNextOneLoadsWhatItHad() throws SQLException {
    append();
    runUntilAllIsCommitted();
    cut();
    append();
    worker.turn();
    worker.close();
    mend();

    worker = new SinkWorker(new StarRocksSinkTask(), config(), log);
    worker.assign(PARTITION);
    runUntilAllIsCommitted();

    assertThat(sql.query("SELECT COUNT(*) FROM orders")).containsExactly("100");
  }
}
