package io.dbmazz.postgres;

import static org.awaitility.Awaitility.await;

import io.dbmazz.record.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own with a source configuration for it, and tasks to run. */
final class TestingSource implements AutoCloseable {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final TestingPostgres postgres;
  private final String database;
  private final TestingOffsets offsets = new TestingOffsets();
  private final Map<String, String> properties = new HashMap<>();
  private final List<TestingWorker> workers = new ArrayList<>();

  private TestingSource(TestingPostgres postgres) {
    this.postgres = postgres;
    this.database = "source_" + COUNTER.incrementAndGet();
    properties.put("database.hostname", postgres.host());
    properties.put("database.port", Integer.toString(postgres.port()));
    properties.put("database.user", postgres.user());
    properties.put("database.password", postgres.password());
    properties.put("database.dbname", database);
    properties.put("topic.prefix", "shop");
    properties.put("slot.name", database);
    properties.put("publication.name", "shop_pub");
    properties.put("table.include.list", "orders");
    properties.put("poll.interval.ms", "100");
    properties.put("retriable.restart.connector.wait.ms", "500");
    properties.put("heartbeat.interval.ms", "0");
  }

  /** A new database on a server. */
  static TestingSource on(TestingPostgres postgres) throws SQLException {
    TestingSource source = new TestingSource(postgres);
    postgres.createDatabase(source.database);
    return source;
  }

  /** A new database on the shared server, with the table {@code orders (id, note)}. */
  static TestingSource withOrders() throws SQLException {
    return withOrders(TestingPostgres.shared());
  }

  static TestingSource withOrders(TestingPostgres postgres) throws SQLException {
    return on(postgres).sql("CREATE TABLE orders (id bigint PRIMARY KEY, note text)");
  }

  String database() {
    return database;
  }

  String slot() {
    return properties.get("slot.name");
  }

  TestingOffsets offsets() {
    return offsets;
  }

  Map<String, String> properties() {
    return properties;
  }

  TestingSource with(String key, String value) {
    properties.put(key, value);
    return this;
  }

  /** Runs statements, each committed on its own. */
  TestingSource sql(String... statements) throws SQLException {
    postgres.executeIn(database, statements);
    return this;
  }

  /** Runs statements in one transaction. */
  TestingSource transaction(String... statements) throws SQLException {
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
    return this;
  }

  /** The first column of the first row; null when there is no row. */
  String query(String sql) throws SQLException {
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /** A column of the slot's row. */
  String slotColumn(String column) throws SQLException {
    return query(
        "SELECT " + column + " FROM pg_replication_slots WHERE slot_name = '" + slot() + "'");
  }

  /** How far the server lets the slot's reader forget. */
  Lsn slotConfirmed() throws SQLException {
    return Lsn.parse(slotColumn("confirmed_flush_lsn"));
  }

  /** The server's present end of WAL. */
  Lsn serverEnd() throws SQLException {
    return Lsn.parse(query("SELECT pg_current_wal_lsn()"));
  }

  /** Ends the process that feeds the slot's reader, and returns its pid. */
  String terminateWalsender() throws SQLException {
    String pid = slotColumn("active_pid");
    if (pid != null) {
      query("SELECT pg_terminate_backend(" + pid + ")");
    }
    return pid;
  }

  /** Starts a task with the offsets that earlier ones left. */
  TestingWorker start() {
    TestingWorker worker = new TestingWorker(offsets);
    workers.add(worker);
    return worker.start(properties);
  }

  @Override
  public void close() throws SQLException {
    workers.forEach(TestingWorker::close);
    if (slotColumn("slot_name") != null) {
      await().atMost(Duration.ofSeconds(30)).until(this::isSlotFree);
      sql("SELECT pg_drop_replication_slot('" + slot() + "')");
    }
  }

  private boolean isSlotFree() throws SQLException {
    if (slotColumn("active_pid") == null) {
      return true;
    }
    terminateWalsender();
    return false;
  }
}
