package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** A task as Connect creates it, called as a worker calls it, and the StarRocks it loads into. */
final class SinkHarness implements AutoCloseable {

  static final String DATABASE = "shop";

  /**
   * Where a StarRocks answers, to user root without a password.
   *
   * @param httpUrl front end or back end
   * @param sqlUrl JDBC URL without a database
   */
  record Target(String httpUrl, String sqlUrl) {}

  static Target target(StarRocksEmulator emulator) {
    return new Target(emulator.feUrl(), "jdbc:mysql://127.0.0.1:" + emulator.mysqlPort());
  }

  private final Target starRocks;
  private final Map<String, String> config;
  private StarRocksSinkTask task;
  private FakeContext context;
  private final Set<String> assigned = new HashSet<>();
  private List<SinkRecord> waiting = List.of();
  private Optional<ErrantRecordReporter> reporter = Optional.empty();

  SinkHarness(Target starRocks, Map<String, String> more) {
    this.starRocks = starRocks;
    config =
        new HashMap<>(
            Map.of(
                "starrocks.http.url",
                starRocks.httpUrl(),
                "starrocks.jdbc.url",
                starRocks.sqlUrl(),
                "starrocks.database.name",
                DATABASE,
                "starrocks.username",
                "root",
                "bufferflush.intervalms",
                "20"));
    config.putAll(more);
    restart();
  }

  /** Another task, which knows nothing of the one before. */
  void restart() {
    if (task != null) {
      task.stop();
      waiting = List.of();
    }
    assigned.clear();
    task = new StarRocksSinkTask();
    context = new FakeContext();
    context.reporter = reporter;
    task.initialize(context);
    task.start(config);
  }

  /** Another task, whose worker tolerates errors. */
  void restartReportingTo(ErrantRecordReporter errants) {
    reporter = Optional.of(errants);
    restart();
  }

  /** An emulator with the database of the tests. */
  static StarRocksEmulator emulator() {
    return StarRocksEmulator.start(EmulatorOptions.defaults().withDatabases(DATABASE));
  }

  /** As {@link #emulator()}, of a release. */
  static StarRocksEmulator emulator(String version) {
    return StarRocksEmulator.start(
        EmulatorOptions.defaults().withVersion(version).withDatabases(DATABASE));
  }

  /** What its tasks are configured with. */
  Map<String, String> config() {
    return Map.copyOf(config);
  }

  /** Assigns the only partition of a topic. */
  void open(String topic) {
    assigned.add(topic);
    task.open(List.of(new TopicPartition(topic, 0)));
  }

  /** Hands records over once. */
  void offer(SinkRecord... records) {
    task.put(List.of(records));
  }

  /**
   * Hands over records of the only partition as a worker does, and from where the task rewinds to,
   * until all of the topic may be committed.
   */
  void deliver(EventTopic topic) {
    deliverUntil(topic, () -> committable(topic.partition()) == topic.end());
  }

  /** As {@link #deliver}, until something else is so. */
  void deliverUntil(EventTopic topic, BooleanSupplier condition) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              handOver(topic);
              return condition.getAsBoolean();
            });
  }

  private void handOver(EventTopic topic) {
    if (waiting.isEmpty()) {
      rewind(topic, topic.partition());
      waiting = topic.poll();
    }
    try {
      task.put(waiting);
      waiting = List.of();
    } catch (RetriableException e) {
      assertThat(e).hasMessageNotContaining("password"); // the same records come again
    }
  }

  /** Calls the task as a worker without records does, until it says that something failed. */
  void callUntilFailed() {
    await()
        .until(
            () -> {
              try {
                task.put(List.of());
                return false;
              } catch (RetriableException e) {
                return true;
              }
            });
  }

  private void rewind(EventTopic topic, TopicPartition partition) {
    Long offset = context.rewound.remove(partition);
    if (offset != null) {
      topic.seek(offset);
    }
  }

  private long committable(TopicPartition partition) {
    OffsetAndMetadata offset = task.preCommit(Map.of()).get(partition);
    return offset == null ? -1 : offset.offset();
  }

  /** A worker assigns partitions first; other ways of loading do without. */
  private void assign(SinkRecord... records) {
    if ("exactly-once".equals(config.get("delivery.guarantee"))) {
      Stream.of(records).map(SinkRecord::topic).filter(assigned::add).forEach(this::open);
    }
  }

  /** Hands records over as a worker does: those that are refused for now come again. */
  void put(SinkRecord... records) {
    assign(records);
    await()
        .ignoreExceptionsInstanceOf(RetriableException.class)
        .until(
            () -> {
              task.put(List.of(records));
              boolean taken = context.rewound.isEmpty(); // else they are asked for once more
              context.rewound.clear();
              return taken;
            });
  }

  /** Hands records of one partition over and waits until the last one may be committed. */
  void load(SinkRecord... records) {
    put(records);
    SinkRecord last = records[records.length - 1];
    await()
        .ignoreExceptionsInstanceOf(RetriableException.class)
        .until(
            () -> {
              boolean again = !context.rewound.isEmpty();
              context.rewound.clear();
              task.put(again ? List.of(records) : List.of());
              return committable(last.topic()) == last.kafkaOffset() + 1;
            });
  }

  void awaitCommittable(String topic, long offset) {
    await()
        .ignoreExceptionsInstanceOf(RetriableException.class)
        .until(
            () -> {
              task.put(List.of());
              return committable(topic) == offset;
            });
  }

  long committable(String topic) {
    return committable(new TopicPartition(topic, 0));
  }

  /**
   * Creates a table of one key column, {@code id}, in place of any of that name.
   *
   * @param model PRIMARY or DUPLICATE
   */
  void createTable(String name, String model, String columns) throws SQLException {
    drop(name);
    execute(
        String.format(
            "CREATE TABLE %s (id INT NOT NULL, %s) %s KEY (id) DISTRIBUTED BY HASH (id)"
                + " PROPERTIES (\"replication_num\" = \"1\")",
            name, columns, model));
  }

  void drop(String name) throws SQLException {
    execute("DROP TABLE IF EXISTS " + name);
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /** Rows as text, columns separated by a bar. */
  List<String> query(String query) throws SQLException {
    try (Connection connection = connect();
        Statement sql = connection.createStatement();
        ResultSet found = sql.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(found.getString(i)));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        starRocks.sqlUrl() + "/" + DATABASE + "?useLocalSessionState=true&tinyInt1isBit=false",
        "root",
        "");
  }

  void stop() {
    task.stop();
  }

  @Override
  public void close() {
    task.stop();
  }
}
