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
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

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
    properties.put("snapshot.mode", "no_data");
  }

  /** A new database on a server. */
  static TestingSource on(TestingPostgres postgres) throws SQLException {
    TestingSource source = new TestingSource(postgres);
    postgres.createDatabase(source.database);
    return source;
  }

  /** A new database on a server, of another encoding than the server's. */
  static TestingSource inEncoding(TestingPostgres postgres, String encoding) throws SQLException {
    TestingSource source = new TestingSource(postgres);
    postgres.execute(
        "CREATE DATABASE "
            + source.database
            + " ENCODING '"
            + encoding
            + "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    return source;
  }

  /** A new database on the shared server, with the table {@code orders (id, note)}. */
  static TestingSource withOrders() throws SQLException {
    return withOrders(TestingPostgres.shared());
  }

  static TestingSource withOrders(TestingPostgres postgres) throws SQLException {
    return on(postgres).sql("CREATE TABLE orders (id bigint PRIMARY KEY, note text)");
  }

  /** A table {@code orders} of so many rows and without a key, which a snapshot reads. */
  static TestingSource withOrdersWithoutKey(int rows) throws SQLException {
    return on(TestingPostgres.shared())
        .sql(
            "CREATE TABLE orders (id bigint, note text)",
            "INSERT INTO orders SELECT g, repeat('x', 900) FROM generate_series(1, " + rows + ") g")
        .with("replica.identity.autoset.values", "orders:FULL")
        .with("snapshot.mode", "initial");
  }

  /** The ids of records of {@code orders}. */
  static List<Long> ids(List<SourceRecord> records) {
    return records.stream().map(record -> ((Struct) record.key()).getInt64("id")).toList();
  }

  /**
   * The table {@code orders} with rows of a kilobyte, of which a chunk of a snapshot holds some
   * four thousand, and a snapshot that reads them.
   */
  static TestingSource withManyOrders(TestingPostgres postgres, int rows) throws SQLException {
    return withOrders(postgres)
        .sql(
            "INSERT INTO orders SELECT g, repeat('x', 900) FROM generate_series(1, " + rows + ") g")
        .with("snapshot.mode", "initial");
  }

  /** A new database with a signal table, {@code signals}. */
  static TestingSource signalled(TestingPostgres postgres) throws SQLException {
    return on(postgres)
        .sql("CREATE TABLE signals (id text PRIMARY KEY, type text NOT NULL, data text)")
        .with("signal.data.collection", "public.signals");
  }

  /** Sends a signal that names tables. */
  TestingSource signal(String type, String... tables) throws SQLException {
    return sql(
        "INSERT INTO signals VALUES (md5(random()::text), '"
            + type
            + "', '{\"data-collections\": [\""
            + String.join("\", \"", tables)
            + "\"]}')");
  }

  /** The process that serves a connection. */
  static String pid(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getString(1);
    }
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

  /** Lets tasks reach the server through a proxy only; what the test itself asks goes past it. */
  TestingSource through(TestingProxy proxy) {
    return with("database.port", Integer.toString(proxy.port()));
  }

  /** Opens a connection past any proxy, to be closed by the caller. */
  Connection connect() throws SQLException {
    return postgres.connect(database);
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

  /** Rows of a query as texts, by the first so many columns of them. */
  Map<String, String> table(String sql, int keyColumns) throws SQLException {
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      Map<String, String> rows = new TreeMap<>();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(row.getString(i)));
        }
        rows.put(String.join("|", values.subList(0, keyColumns)), String.join("|", values));
      }
      return rows;
    }
  }

  /** A client of its own, to be closed by the caller. */
  TestingSession session() throws SQLException {
    return new TestingSession(postgres.connect(database));
  }

  /** The first column of the first row; null when there is no row. */
  String query(String sql) throws SQLException {
    return queryOn(postgres, sql);
  }

  /** The same on another server that has the database. */
  String queryOn(TestingPostgres server, String sql) throws SQLException {
    try (Connection connection = server.connect(database);
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

  /** How many transactions the slot has sent while they were open; PostgreSQL 14 or newer. */
  long streamedTransactions() throws SQLException {
    String count =
        query(
            "SELECT stream_txns FROM pg_stat_replication_slots WHERE slot_name = '" + slot() + "'");
    return count == null ? 0 : Long.parseLong(count);
  }

  /** How far the server lets the slot's reader forget. */
  Lsn slotConfirmed() throws SQLException {
    return Lsn.parse(slotColumn("confirmed_flush_lsn"));
  }

  /** The server's present end of WAL. */
  Lsn serverEnd() throws SQLException {
    return Lsn.parse(query("SELECT pg_current_wal_lsn()"));
  }

  /** Drops a slot as soon as nobody reads it. */
  void dropSlot(String name) throws SQLException {
    String former = slot();
    with("slot.name", name);
    await().atMost(Duration.ofSeconds(30)).until(this::isSlotFree);
    sql("SELECT pg_drop_replication_slot('" + name + "')");
    with("slot.name", former);
  }

  /** Ends the process that feeds the slot's reader, and returns its pid. */
  String terminateWalsender() throws SQLException {
    String pid = slotColumn("active_pid");
    if (pid != null) {
      query("SELECT pg_terminate_backend(" + pid + ")");
    }
    return pid;
  }

  /** Waits until the server has noticed that the task's connections are gone. */
  TestingSource awaitNoConnections() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                query(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name LIKE 'dbmazz%'")
                    .equals("0"));
    return this;
  }

  /** Starts a task with the offsets that earlier ones left. */
  TestingWorker start() {
    TestingWorker worker = new TestingWorker(offsets);
    workers.add(worker);
    return worker.start(properties);
  }

  /** Starts a task that is asked for the boundaries of its transactions. */
  TestingWorker startWith(TestingTransactions transactions) {
    TestingWorker worker = new TestingWorker(offsets).withTransactions(transactions);
    workers.add(worker);
    return worker.start(properties);
  }

  /** Starts a task, with the offsets that earlier ones left, in a world of the test's making. */
  TestingWorker start(TaskEnvironment environment) {
    TestingWorker worker = new TestingWorker(offsets, new PostgresSourceTask(environment));
    workers.add(worker);
    return worker.start(properties);
  }

  @Override
  public void close() throws SQLException {
    workers.forEach(TestingWorker::close);
    if (slotColumn("slot_name") != null) {
      dropSlot(slot());
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
