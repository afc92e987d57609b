package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import io.dbmazz.starrocks.emulator.fault.Fault;
import io.dbmazz.starrocks.emulator.fault.Operation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One topic partition into a table without a key, where every row loaded twice is seen. */
@Timeout(120)
class ExactlyOnceIT {

  private static final String COUNT = "SELECT count(*), count(DISTINCT id) FROM events";
  private static final String DATABASE = SinkHarness.DATABASE;

  private final StarRocksEmulator starRocks = cluster("4.0.0");
  private final EventTopic topic = new EventTopic("events");
  private SinkHarness sink;

  private static StarRocksEmulator cluster(String version) {
    return StarRocksEmulator.start(
        EmulatorOptions.defaults().withDatabases(DATABASE).withVersion(version));
  }

  @BeforeEach
  void start() throws SQLException {
    sink = task(starRocks);
    sink.createTable("events", "DUPLICATE", "name VARCHAR(20)");
    sink.open(topic.name());
  }

  @AfterEach
  void stop() {
    sink.close();
    starRocks.close();
  }

  private static SinkHarness task(StarRocksEmulator cluster) {
    Map<String, String> config = new HashMap<>();
    config.put("delivery.guarantee", "exactly-once");
    config.put("audit.columns", "false");
    config.put("delete.mode", "ignore");
    config.put("name", "events-sink");
    return new SinkHarness(
        new SinkHarness.Target(cluster.feUrl(), "jdbc:mysql://127.0.0.1:" + cluster.mysqlPort()),
        config);
  }

  private void deliver(int count) {
    topic.grow(count);
    topic.deliverTo(sink);
  }

  @Test
  void rowsAndTheirPositionAreCommittedTogether() throws SQLException {
    deliver(5);

    assertThat(sink.query(COUNT)).containsExactly("5|5");
    assertThat(
            sink.query(
                "SELECT connector, topic, topic_partition, next_offset FROM dbmazz_sink_offsets"))
        .containsExactly("events-sink|events|0|5");
    assertThat(starRocks.openTransactions(DATABASE)).isEmpty();
  }

  @Test
  void taskGoesOnWhereStarRocksIsWhateverConnectRemembers() throws SQLException {
    deliver(5);
    sink.restart();
    sink.open(topic.name());
    topic.seek(2); // an offset that Connect committed before the last transaction

    deliver(3);

    assertThat(sink.query(COUNT)).containsExactly("8|8");
  }

  @Test
  void offsetThatConnectHasAheadOfStarRocksIsWoundBack() throws SQLException {
    deliver(5);
    sink.restart();
    sink.open(topic.name());
    topic.grow(10);
    topic.seek(12);

    topic.deliverTo(sink);

    assertThat(sink.query(COUNT)).containsExactly("15|15");
  }

  static Stream<Arguments> faults() {
    return Stream.of(Operation.BEGIN, Operation.LOAD, Operation.COMMIT)
        .flatMap(
            operation ->
                Stream.of(
                        new Fault.ReplyLost(),
                        new Fault.Cut(Fault.Node.BACK_END),
                        new Fault.ServerError(Fault.Node.FRONT_END),
                        new Fault.LeaderSwitch(),
                        new Fault.BackEndRestart(),
                        Fault.Fail.notMaster())
                    .map(fault -> arguments(operation, fault)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void noRowIsLostOrLoadedTwiceWhenAnOperationFails(Operation operation, Fault fault)
      throws SQLException {
    deliver(5);
    starRocks.faults().nextAt(operation, fault);

    deliver(5);

    assertThat(starRocks.faults().pending()).isZero();
    assertThat(sink.query(COUNT)).containsExactly("10|10");
    assertThat(starRocks.openTransactions(DATABASE)).isEmpty();
  }

  static Stream<Fault> doubts() {
    return Stream.of(
        new Fault.CommitUnknown(), new Fault.LabelEvicted(), new Fault.PublishTimeout());
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void commitInDoubtIsSettled(Fault doubt) throws SQLException {
    starRocks.faults().nextAt(Operation.COMMIT, doubt);

    deliver(5);
    deliver(5);

    assertThat(sink.query(COUNT)).containsExactly("10|10");
  }

  @Test
  void commitWhoseAnswerAndLeaderAreLostIsNotRepeated() throws SQLException {
    starRocks.faults().nextAt(Operation.COMMIT, new Fault.ReplyLost());
    topic.grow(5);
    sink.deliverUntil(topic, () -> starRocks.faults().pending() == 0);
    starRocks.switchLeader();
    sink.restart();
    sink.open(topic.name());
    topic.seek(0);

    topic.deliverTo(sink);

    assertThat(sink.query(COUNT)).containsExactly("5|5");
  }

  @Test
  void nextTransactionWaitsUntilTheOneBeforeCanBeRead() throws SQLException {
    starRocks.holdPublishing();
    topic.grow(5);
    CompletableFuture<Void> publishing =
        CompletableFuture.runAsync(
            starRocks::releasePublishing,
            CompletableFuture.delayedExecutor(500, java.util.concurrent.TimeUnit.MILLISECONDS));

    topic.deliverTo(sink);
    deliver(5);
    publishing.join();

    assertThat(sink.query(COUNT)).containsExactly("10|10");
  }

  @Test
  void formerTaskCannotCommitWhatItHadOpen() throws SQLException {
    CountDownLatch release = new CountDownLatch(1);
    starRocks.faults().nextAt(Operation.COMMIT, new Fault.Held(release));
    topic.grow(5);
    sink.deliverUntil(topic, () -> starRocks.faults().pending() == 0);
    try (SinkHarness next = task(starRocks)) {
      next.open(topic.name());
      topic.seek(0);
      topic.deliverTo(next);
      topic.grow(5);
      topic.deliverTo(next);
      release.countDown();

      sink.callUntilFailed();

      assertThat(next.query(COUNT)).containsExactly("10|10");
    }
  }

  @Test
  void tasksThatBothBelieveToOwnAPartitionLoadEachRowOnce() throws SQLException {
    EventTopic same = new EventTopic("events");
    try (SinkHarness other = task(starRocks)) {
      other.open(topic.name());
      same.grow(200);
      topic.grow(200);
      CompletableFuture<Void> racing = CompletableFuture.runAsync(() -> same.deliverTo(other));

      topic.deliverTo(sink);
      racing.join();

      assertThat(sink.query(COUNT)).containsExactly("200|200");
    }
  }

  @Test
  void stopRollsBackWhatIsOpen() {
    starRocks.faults().nextAt(Operation.LOAD, new Fault.SlowAnswer(Duration.ofSeconds(10)));
    topic.grow(5);
    sink.deliverUntil(topic, () -> !starRocks.openTransactions(DATABASE).isEmpty());

    sink.stop();

    assertThat(starRocks.openTransactions(DATABASE)).isEmpty();
  }

  @Test
  void offsetThatIsSetByHandIsSetInStarRocksToo() throws SQLException {
    deliver(5);
    sink.stop();
    alterOffsets(3L);
    topic.seek(3);
    sink.restart();
    sink.open(topic.name());

    deliver(1);

    assertThat(sink.query(COUNT)).containsExactly("8|6"); // 3 and 4 as asked for, once more
  }

  @Test
  void offsetThatIsRemovedByHandLeavesTheStartToConnect() throws SQLException {
    deliver(5);
    sink.stop();
    alterOffsets(null);
    topic.seek(4);
    sink.restart();
    sink.open(topic.name());

    deliver(1);

    assertThat(sink.query(COUNT)).containsExactly("7|6");
  }

  private void alterOffsets(Long next) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    offsets.put(topic.partition(), next);
    assertThat(new StarRocksSinkConnector().alterOffsets(sink.config(), offsets)).isTrue();
  }

  @Test
  void olderServerIsRefusedAtTheStart() {
    try (StarRocksEmulator old = cluster("3.5.4")) {
      assertThatThrownBy(() -> task(old))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("4.0")
          .hasMessageContaining("3.5.4")
          .hasMessageContaining("delivery.guarantee");
    }
  }

  @Test
  void olderServerIsRefusedAtValidation() {
    try (StarRocksEmulator old = cluster("3.5.4")) {
      List<String> problems =
          new StarRocksSinkConnector()
                  .validate(
                      Map.of(
                          "starrocks.http.url",
                          old.feUrl(),
                          "starrocks.jdbc.url",
                          "jdbc:mysql://127.0.0.1:" + old.mysqlPort(),
                          "starrocks.database.name",
                          DATABASE,
                          "starrocks.username",
                          "root",
                          "delivery.guarantee",
                          "exactly-once"))
                  .configValues()
                  .stream()
                  .filter(value -> value.name().equals("delivery.guarantee"))
                  .flatMap(value -> value.errorMessages().stream())
                  .toList();

      assertThat(problems).singleElement().asString().contains("4.0", "3.5.4");
    }
  }
}
