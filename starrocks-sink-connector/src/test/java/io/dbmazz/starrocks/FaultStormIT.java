package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.LoaderPool.Patience;
import io.dbmazz.starrocks.change.Records;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Fault.Node;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two tasks, a topic of two partitions, and whatever can go wrong in an order that a seed decides.
 * {@code -Dstorm.seeds=100} for more of them.
 */
class FaultStormIT {

  private static final int SEEDS = Integer.getInteger("storm.seeds", 2);
  private static final int TURNS = 60;
  private static final int KEYS = 12;
  private static final TopicPartition EVEN = new TopicPartition(Records.TOPIC, 0);
  private static final TopicPartition ODD = new TopicPartition(Records.TOPIC, 1);

  private static final List<Supplier<Fault>> FAULTS =
      List.of(
          Fault.ReplyLost::new,
          Fault.CommitUnknown::new,
          Fault.PublishTimeout::new,
          Fault.CutInBody::new,
          Fault.LabelEvicted::new,
          Fault.BackEndRestart::new,
          Fault.LeaderSwitch::new,
          Fault.DeadBackEnd::new,
          () -> new Fault.Cut(Node.BACK_END),
          () -> new Fault.ServerError(Node.FRONT_END),
          () -> new Fault.SlowAnswer(Duration.ofMillis(50)),
          Fault.Fail::notMaster,
          Fault.Fail::memoryExceeded,
          () -> Fault.Fail.tooManyRunning(1000));

  private final TopicLog log = new TopicLog();
  private final Map<Integer, Row> expected = new TreeMap<>();
  private final Map<String, Long> seen = new TreeMap<>();
  private final List<CountDownLatch> held = new ArrayList<>();
  private StarRocksEmulator starRocks;
  private SinkHarness sql;
  private SinkWorker first;
  private SinkWorker second;
  private long version;

  private record Row(String name, boolean isDeleted, long version) {}

  static List<Long> seeds() {
    return new Random(20_261_123).longs(SEEDS).boxed().toList();
  }

  private void start(String deletes) throws SQLException {
    starRocks =
        StarRocksEmulator.start(EmulatorOptions.defaults().withDatabases(SinkHarness.DATABASE));
    sql = new SinkHarness(FaultySink.target(starRocks), Map.of("delete.mode", deletes));
    sql.createTable("orders", "PRIMARY", "name VARCHAR(20), note VARCHAR(100)");
    first = worker();
    second = worker();
    first.assign(EVEN, ODD);
  }

  @AfterEach
  void stop() {
    starRocks.faults().clear();
    held.forEach(CountDownLatch::countDown);
    first.close();
    second.close();
    sql.close();
    starRocks.close();
  }

  private SinkWorker worker() {
    Patience patience = new Patience(Duration.ofMillis(100), Duration.ofMillis(200));
    StarRocksSinkTask task = new StarRocksSinkTask(StarRocks::at, Clock.systemUTC(), patience);
    return new SinkWorker(task, sql.config(), log);
  }

  /** A change of one row, in a transaction of its own. */
  private void change(Random random) {
    int id = random.nextInt(KEYS);
    TopicPartition partition = id % 2 == 0 ? EVEN : ODD;
    version++;
    Row now = expected.get(id);
    if (now != null && !now.isDeleted() && random.nextInt(4) == 0) {
      Struct before = Records.row(id, null, null);
      Struct delete = Records.envelope("d", before, null, Records.source(version));
      log.append(partition, FaultySink.change(0, id, delete));
      expected.put(id, new Row(now.name(), true, version));
      return;
    }
    log.append(partition, FaultySink.insert(0, version, id, "v" + version));
    expected.put(id, new Row("v" + version, false, version));
  }

  private void misfortune(Random random) {
    int kind = random.nextInt(FAULTS.size() + 1);
    if (kind < FAULTS.size()) {
      starRocks.faults().nextInto("orders", FAULTS.get(kind).get());
      return;
    }
    CountDownLatch release = new CountDownLatch(1);
    held.add(release);
    starRocks.faults().nextInto("orders", new Fault.Held(release));
  }

  /** Both partitions together or one each, or a worker that ends and another in its place. */
  private void rebalance(Random random) {
    switch (random.nextInt(4)) {
      case 0 -> move(first, second, ODD);
      case 1 -> move(second, first, ODD);
      case 2 -> move(first, second, EVEN);
      default -> {
        List<TopicPartition> owned = List.copyOf(first.context().assignment);
        first.close();
        first = worker();
        first.assign(owned.toArray(TopicPartition[]::new));
      }
    }
    held.forEach(CountDownLatch::countDown);
  }

  private static void move(SinkWorker from, SinkWorker to, TopicPartition partition) {
    if (from.context().assignment.contains(partition)) {
      from.revoke(partition);
      to.assign(partition);
    }
  }

  private void turn() throws SQLException {
    first.turn();
    second.turn();
  }

  private void requireThatNoRowWentBack() throws SQLException {
    for (String row : sql.query("SELECT id, dbmazz_cdc_version FROM orders")) {
      String[] columns = row.split("\\|", -1);
      long now = Long.parseLong(columns[1]);
      assertThat(seen.merge(columns[0], now, Math::max))
          .as("version of row %s, which a reader has seen before", columns[0])
          .isEqualTo(now);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyRowEndsAsItsLastChangeLeftItAndNeverGoesBack(long seed) throws SQLException {
    weather(new Random(seed), "soft");

    assertRows(expected);
  }

  /** A deleted row has no version: until all is read again it may be there for a while. */
  @ParameterizedTest
  @MethodSource("seeds")
  void everyRowEndsAsItsLastChangeLeftItThoughDeletedRowsAreRemoved(long seed) throws SQLException {
    weather(new Random(seed), "hard");

    expected.values().removeIf(Row::isDeleted);
    assertRows(expected);
  }

  private void weather(Random random, String deletes) throws SQLException {
    start(deletes);

    for (int turn = 0; turn < TURNS; turn++) {
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        change(random);
      }
      if (random.nextInt(5) == 0) {
        misfortune(random);
      }
      if (random.nextInt(12) == 0) {
        rebalance(random);
      }
      turn();
      if (deletes.equals("soft")) {
        requireThatNoRowWentBack();
      }
    }
    held.forEach(CountDownLatch::countDown);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              turn();
              return log.isCommitted(EVEN) && log.isCommitted(ODD);
            });
    assertThat(starRocks.openTransactions(SinkHarness.DATABASE)).isEmpty();
  }

  private void assertRows(Map<Integer, Row> wanted) throws SQLException {
    List<String> rows = new ArrayList<>();
    wanted.forEach(
        (id, row) ->
            rows.add(
                String.format(
                    "%d|%s|%d|%d", id, row.name(), row.isDeleted() ? 1 : 0, row.version())));
    assertThat(
            sql.query(
                "SELECT id, name, dbmazz_is_deleted, dbmazz_cdc_version FROM orders ORDER BY id"))
        .containsExactlyElementsOf(rows);
  }
}
