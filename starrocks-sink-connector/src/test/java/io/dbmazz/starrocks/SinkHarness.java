package io.dbmazz.starrocks;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final Target starRocks;
  private final Map<String, String> config;
  private StarRocksSinkTask task;
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
    }
    task = new StarRocksSinkTask();
    FakeContext context = new FakeContext();
    context.reporter = reporter;
    task.initialize(context);
    task.start(config);
  }

  /** Another task, whose worker tolerates errors. */
  void restartReportingTo(ErrantRecordReporter errants) {
    reporter = Optional.of(errants);
    restart();
  }

  /** Assigns the only partition of a topic. */
  void open(String topic) {
    task.open(List.of(new TopicPartition(topic, 0)));
  }

  /** Hands records over as a worker does: those that are refused for now come again. */
  void put(SinkRecord... records) {
    await()
        .ignoreExceptionsInstanceOf(RetriableException.class)
        .until(
            () -> {
              task.put(List.of(records));
              return true;
            });
  }

  /** Hands records of one partition over and waits until the last one may be committed. */
  void load(SinkRecord... records) {
    put(records);
    SinkRecord last = records[records.length - 1];
    awaitCommittable(last.topic(), last.kafkaOffset() + 1);
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
    return task.preCommit(Map.of()).get(new TopicPartition(topic, 0)).offset();
  }

  /**
   * Creates a table of one key column, {@code id}, in place of any of that name.
   *
   * @param model PRIMARY or DUPLICATE
   */
  void createTable(String name, String model, String columns) throws SQLException {
    execute("DROP TABLE IF EXISTS " + name);
    execute(
        String.format(
            "CREATE TABLE %s (id INT NOT NULL, %s) %s KEY (id) DISTRIBUTED BY HASH (id)"
                + " PROPERTIES (\"replication_num\" = \"1\")",
            name, columns, model));
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

  @Override
  public void close() {
    task.stop();
  }
}
