package io.dbmazz.starrocks;

import static io.dbmazz.starrocks.FaultySink.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.LoaderPool.Patience;
import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that lose partitions, or end, while StarRocks works on their rows. */
class RebalanceIT {

  private static final TopicPartition EVEN = new TopicPartition(Records.TOPIC, 0);
  private static final TopicPartition ODD = new TopicPartition(Records.TOPIC, 1);

  private final TopicLog log = new TopicLog();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<SinkWorker> workers = new ArrayList<>();
  private String deletes = "soft";
  private StarRocksEmulator starRocks;
  private SinkHarness sql;

  @BeforeEach
  void start() throws SQLException {
    starRocks =
        StarRocksEmulator.start(EmulatorOptions.defaults().withDatabases(SinkHarness.DATABASE));
    sql = new SinkHarness(FaultySink.target(starRocks), Map.of());
    sql.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(100)");
  }

  @AfterEach
  void stop() {
    release.countDown();
    workers.forEach(SinkWorker::close);
    sql.close();
    starRocks.close();
  }

  private SinkWorker worker() {
    Patience patience = new Patience(Duration.ofMillis(300), Duration.ofMillis(300));
    StarRocksSinkTask task = new StarRocksSinkTask(StarRocks::at, Clock.systemUTC(), patience);
    Map<String, String> config = new HashMap<>(sql.config());
    config.put("delete.mode", deletes);
    SinkWorker worker = new SinkWorker(task, config, log);
    workers.add(worker);
    return worker;
  }

  /** A transaction that changes all rows, in both partitions. */
  private void changeAll(long version) {
    for (int id = 1; id <= 4; id++) {
      log.append(id % 2 == 0 ? EVEN : ODD, insert(0, version, id, "v" + version));
    }
  }

  private void runUntil(BooleanSupplier condition, SinkWorker... running) {
    await()
        .until(
            () -> {
              for (SinkWorker worker : running) {
                worker.turn();
              }
              return condition.getAsBoolean();
            });
  }

  /** Rows of version 20 are held on their way over rows of version 10. */
  private SinkWorker loadingVersion20() {
    SinkWorker worker = worker();
    worker.assign(EVEN, ODD);
    changeAll(10);
    runUntil(() -> log.isCommitted(EVEN) && log.isCommitted(ODD), worker);
    starRocks.faults().nextInto("orders", new Fault.Held(release));
    changeAll(20);
    runUntil(() -> !starRocks.openTransactions(SinkHarness.DATABASE).isEmpty(), worker);
    return worker;
  }

  private List<String> versions() throws SQLException {
    return sql.query("SELECT dbmazz_cdc_version FROM orders ORDER BY id");
  }

  private void assertNothingIsOpen() {
    assertThat(starRocks.openTransactions(SinkHarness.DATABASE)).isEmpty();
  }

  @Test
  void taskThatIsStoppedDuringALoadLeavesNoTransactionOpen() throws SQLException {
    SinkWorker worker = loadingVersion20();

    worker.close();

    assertNothingIsOpen();
    assertThat(versions()).containsExactly("10", "10", "10", "10");
    assertThat(log.committed(EVEN)).isEqualTo(2);
  }

  @Test
  void taskThatIsStoppedWithoutGivingItsPartitionsAwayLeavesNoTransactionOpen() {
    StarRocksSinkTask task = new StarRocksSinkTask();
    SinkWorker worker = new SinkWorker(task, sql.config(), log);
    worker.assign(EVEN, ODD);
    starRocks.faults().nextInto("orders", new Fault.Held(release));
    changeAll(20);
    runUntil(() -> !starRocks.openTransactions(SinkHarness.DATABASE).isEmpty(), worker);

    task.stop();

    assertNothingIsOpen();
  }

  @Test
  void loadThatOutlivesItsPartitionsIsRolledBackBeforeTheyAreGivenAway() throws SQLException {
    SinkWorker first = loadingVersion20();
    first.revoke(EVEN, ODD);
    assertNothingIsOpen();

    SinkWorker second = worker();
    second.assign(EVEN, ODD);
    changeAll(30);
    runUntil(() -> log.isCommitted(EVEN) && log.isCommitted(ODD), second);
    release.countDown();
    second.turn();

    assertThat(versions()).containsExactly("30", "30", "30", "30");
    assertThat(starRocks.faults().pending()).isZero();
  }

  /** A removed row has no version that could stand against a late one. */
  @Test
  void rowThatTheNextOwnerRemovesDoesNotComeBackWithALoadOfTheFirst() throws SQLException {
    deletes = "hard";
    SinkWorker first = loadingVersion20();
    first.revoke(EVEN, ODD);
    Struct deleted = Records.envelope("d", Records.row(1, "v20", "x"), null, Records.source(30));
    log.append(ODD, FaultySink.change(0, 1, deleted));

    SinkWorker second = worker();
    second.assign(EVEN, ODD);
    runUntil(() -> log.isCommitted(EVEN) && log.isCommitted(ODD), second);
    release.countDown();
    first.close();

    assertThat(versions()).containsExactly("20", "20", "20");
  }

  @Test
  void partitionsThatStayAreReadAgainAndTheOthersGoOnElsewhere() throws SQLException {
    SinkWorker first = loadingVersion20();
    first.revoke(ODD);
    SinkWorker second = worker();
    second.assign(ODD);
    changeAll(30);
    runUntil(() -> log.isCommitted(ODD), second);
    assertThat(versions()).containsExactly("30", "10", "30", "10");

    release.countDown();
    runUntil(() -> log.isCommitted(EVEN), first, second);

    assertThat(versions()).containsExactly("30", "30", "30", "30");
    assertNothingIsOpen();
  }

  @Test
  void loadThatWaitsToBeTriedAgainIsNotSentOnceItsPartitionsAreGone() throws SQLException {
    SinkWorker first = worker();
    first.assign(EVEN, ODD);
    starRocks
        .faults()
        .next(2, load -> load.operation().sendsRows(), Fault.Fail.tooManyRunning(1000));
    changeAll(10);
    runUntil(() -> starRocks.faults().pending() == 0, first);
    first.revoke(EVEN, ODD);
    List<String> given = labels();

    SinkWorker second = worker();
    second.assign(EVEN, ODD);
    changeAll(20);
    runUntil(() -> log.isCommitted(EVEN) && log.isCommitted(ODD), second);

    List<String> later = labels().subList(given.size(), labels().size());
    assertThat(later).isNotEmpty().doesNotContainAnyElementsOf(given);
    assertThat(versions()).containsExactly("20", "20", "20", "20");
  }

  private List<String> labels() {
    return starRocks.requests().stream()
        .filter(seen -> seen.node() == Fault.Node.BACK_END && seen.method().equals("PUT"))
        .map(seen -> seen.label().orElseThrow())
        .toList();
  }

  @Test
  void rowsThatAreReadAgainByTheNextOwnerNeverReplaceNewerOnes() throws SQLException {
    SinkWorker first = loadingVersion20();
    release.countDown(); // committed while the partitions are given away, too late to be told
    first.revoke(EVEN, ODD);
    SinkWorker second = worker();
    second.assign(EVEN, ODD);
    List<String> seen = new ArrayList<>(versions());
    changeAll(30);

    runUntil(
        () -> {
          seen.addAll(newest());
          return log.isCommitted(EVEN) && log.isCommitted(ODD);
        },
        second);

    assertThat(seen.stream().map(Long::parseLong)).isSorted();
    assertThat(versions()).containsExactly("30", "30", "30", "30");
    assertNothingIsOpen();
  }

  private List<String> newest() {
    try {
      return sql.query("SELECT MIN(dbmazz_cdc_version) FROM orders");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
