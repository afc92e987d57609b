package io.dbmazz.runner.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbmazz.postgres.TestingPostgres;
import io.dbmazz.record.Lsn;
import io.dbmazz.runner.Runner;
import io.dbmazz.runner.RunnerConfig;
import io.dbmazz.runner.demo.compare.TableComparison;
import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One pipeline's two ends: a database of its own in a real PostgreSQL, and a StarRocks emulator of
 * its own. Runners are started on it and ended with it. Used by one thread.
 */
final class Site implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final String TARGET_DATABASE = "target";

  private static final String STREAMING =
      "SELECT count(*) FROM pg_stat_replication r JOIN pg_replication_slots s"
          + " ON s.active_pid = r.pid WHERE s.slot_name = '%s' AND r.state IN ('catchup', 'streaming')";

  private final TestingPostgres postgres;
  private final StarRocksEmulator starRocks;
  private final String name = "site_" + NUMBERS.incrementAndGet();
  private final Properties properties = new Properties();
  private final List<Runnable> runners = new ArrayList<>();
  private final int grpcPort = freePort();
  private final Path file;

  private Site(TestingPostgres postgres, StarRocksEmulator starRocks) throws IOException {
    this.postgres = postgres;
    this.starRocks = starRocks;
    this.file = Files.createTempFile("dbmazz-" + name, ".properties");
  }

  /** A site on the PostgreSQL that all tests share. */
  static Site create() {
    return create(TestingPostgres.shared());
  }

  /** A site on a PostgreSQL that the caller may stop and crash, and must close. */
  static Site create(TestingPostgres postgres) {
    try {
      Site site = new Site(postgres, StarRocksEmulator.start(EmulatorOptions.defaults()));
      postgres.createDatabase(site.name);
      try (Connection root = DriverManager.getConnection(site.starRocks.jdbcUrl(""), "root", "");
          Statement statement = root.createStatement()) {
        statement.execute("CREATE DATABASE " + TARGET_DATABASE);
      }
      site.defaults();
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException("The site could not be set up", e);
    } catch (SQLException e) {
      throw new IllegalStateException("The site could not be set up", e);
    }
  }

  private void defaults() {
    set("grpc.port", Integer.toString(grpcPort));
    set("source.database.hostname", postgres.host());
    set("source.database.port", Integer.toString(postgres.port()));
    set("source.database.user", postgres.user());
    set("source.database.password", postgres.password());
    set("source.database.dbname", name);
    set("source.topic.prefix", name);
    set("source.slot.name", slot());
    set("source.publication.name", publication());
    set("source.heartbeat.interval.ms", "1000");
    set("sink.starrocks.http.url", starRocks.feUrl());
    set("sink.starrocks.jdbc.url", "jdbc:mysql://127.0.0.1:" + starRocks.mysqlPort());
    set("sink.starrocks.database.name", TARGET_DATABASE);
    set("sink.starrocks.username", "root");
    set("sink.starrocks.password", "");
    set("sink.bufferflush.intervalms", "200");
  }

  /** Sets a property of the runner's file. */
  Site set(String key, String value) {
    properties.setProperty(key, value);
    return this;
  }

  /** Names the tables to replicate, of schema public. */
  Site tables(String... tables) {
    List<String> patterns = List.of(tables).stream().map(table -> "public\\." + table).toList();
    return set("source.table.include.list", String.join(",", patterns));
  }

  String name() {
    return name;
  }

  String slot() {
    return name + "_slot";
  }

  private String publication() {
    return name + "_pub";
  }

  int grpcPort() {
    return grpcPort;
  }

  TestingPostgres postgres() {
    return postgres;
  }

  StarRocksEmulator starRocks() {
    return starRocks;
  }

  /** Environment variables that describe this site to {@code dbmazz run} without a file. */
  Map<String, String> environment(String tables) {
    return Map.ofEntries(
        Map.entry(
            "DATABASE_URL",
            "postgres://%s:%s@%s:%d/%s?replication=database"
                .formatted(
                    postgres.user(), postgres.password(), postgres.host(), postgres.port(), name)),
        Map.entry("SLOT_NAME", slot()),
        Map.entry("PUBLICATION_NAME", publication()),
        Map.entry("TABLES", tables),
        Map.entry("STARROCKS_URL", starRocks.feUrl()),
        Map.entry("STARROCKS_PORT", Integer.toString(starRocks.mysqlPort())),
        Map.entry("STARROCKS_DB", TARGET_DATABASE),
        Map.entry("STARROCKS_USER", "root"),
        Map.entry("GRPC_PORT", Integer.toString(grpcPort)));
  }

  /** Starts a runner in this process, where it starts quickly, and waits until it streams. */
  RunnerClient run() {
    RunnerClient runner = start().awaitReplicating();
    awaitStreaming();
    return runner;
  }

  /** Starts a runner in this process. */
  RunnerClient start() {
    return start(grpcPort);
  }

  /** Starts a second runner on the same slot in this process. */
  RunnerClient startAnother() {
    int port = freePort();
    set("grpc.port", Integer.toString(port));
    return start(port);
  }

  private RunnerClient start(int port) {
    Map<String, String> config = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> config.put(key, properties.getProperty(key)));
    try {
      runners.add(Runner.start(RunnerConfig.of(config))::close);
    } catch (IOException e) {
      throw new UncheckedIOException("The runner could not be started", e);
    }
    RunnerClient client = new RunnerClient(port);
    runners.add(client::close);
    return client;
  }

  /** Starts a runner in a process of its own and waits until it streams. */
  RunnerProcess runProcess() {
    RunnerProcess runner = launch().awaitReplicating();
    awaitStreaming();
    return runner;
  }

  /** Starts a runner in a process of its own. */
  RunnerProcess launch() {
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("The runner's file could not be written", e);
    }
    return started(RunnerProcess.start(file, grpcPort));
  }

  /** Starts a runner from environment variables alone. */
  RunnerProcess launch(Map<String, String> environment) {
    return started(RunnerProcess.start(List.of("run"), environment, grpcPort));
  }

  private RunnerProcess started(RunnerProcess runner) {
    runners.add(runner::close);
    return runner;
  }

  /** Runs statements in PostgreSQL, each committed on its own. */
  void source(String... statements) throws SQLException {
    postgres.executeIn(name, statements);
  }

  /** Runs statements in PostgreSQL in one transaction. */
  void sourceTransaction(String... statements) throws SQLException {
    try (Connection connection = sourceConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  /** Runs statements in StarRocks. */
  void target(String... statements) throws SQLException {
    try (Connection connection = targetConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  Connection sourceConnection() throws SQLException {
    return postgres.connect(name);
  }

  Connection targetConnection() throws SQLException {
    return DriverManager.getConnection(starRocks.jdbcUrl(TARGET_DATABASE), "root", "");
  }

  /** First column of a query's only row in PostgreSQL, as text. */
  String sourceValue(String query) throws SQLException {
    try (Connection connection = sourceConnection()) {
      return value(connection, query);
    }
  }

  /** First column of a query's only row in StarRocks, as text. */
  String targetValue(String query) throws SQLException {
    try (Connection connection = targetConnection()) {
      return value(connection, query);
    }
  }

  private static String value(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).as("a row from: " + query).isTrue();
      return row.getString(1);
    }
  }

  /** Waits until a query in StarRocks gives a value. */
  void awaitTarget(String query, String value) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .untilAsserted(() -> assertThat(targetValue(query)).as(query).isEqualTo(value));
  }

  /** Waits until every column of every row of the tables is equal on both sides. */
  void awaitEqual(String... tables) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertEqual(tables));
  }

  /** Checks that every column of every row of the tables is equal on both sides, now. */
  void assertEqual(String... tables) throws SQLException {
    try (Connection source = sourceConnection();
        Connection target = targetConnection()) {
      TableComparison comparison = new TableComparison(source, target);
      for (String table : tables) {
        var equality = comparison.compare("public", table);
        assertThat(equality.isEqual()).as("%s: %s", table, equality).isTrue();
      }
    }
  }

  /** {@code confirmed_flush_lsn} of the slot. */
  Lsn confirmed() throws SQLException {
    return Lsn.parse(
        sourceValue(
            "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = '"
                + slot()
                + "'"));
  }

  /** Inserted, updated and deleted rows that the slot, which nobody reads, would give next. */
  long rowsLeftInSlot() throws SQLException {
    awaitReleased();
    return Long.parseLong(
        sourceValue(
            "SELECT count(*) FROM pg_logical_slot_peek_binary_changes('%s', NULL, NULL,"
                    .formatted(slot())
                + " 'proto_version', '1', 'publication_names', '%s')".formatted(publication())
                + " WHERE chr(get_byte(data, 0)) IN ('I', 'U', 'D')"));
  }

  /** The server's current WAL position. */
  Lsn currentLsn() throws SQLException {
    return Lsn.parse(sourceValue("SELECT pg_current_wal_lsn()"));
  }

  /** Milliseconds since the slot's walsender has last heard from the runner. */
  long silence() throws SQLException {
    return Long.parseLong(
        sourceValue(
            "SELECT (extract(epoch FROM clock_timestamp() - r.reply_time) * 1000)::bigint"
                + " FROM pg_stat_replication r JOIN pg_replication_slots s ON s.active_pid = r.pid"
                + " WHERE s.slot_name = '"
                + slot()
                + "'"));
  }

  boolean slotExists() throws SQLException {
    return "1"
        .equals(
            sourceValue(
                "SELECT count(*) FROM pg_replication_slots WHERE slot_name = '" + slot() + "'"));
  }

  /** Stops the runners of this process at once, keeping the slot, and kills the others. */
  void stop() {
    runners.forEach(Runnable::run);
    runners.clear();
  }

  /** Stops the runners, drops the slot and the database, and stops the emulator. */
  @Override
  public void close() throws IOException, SQLException {
    stop();
    Files.deleteIfExists(file);
    starRocks.close();
    postgres.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    awaitReleased();
    postgres.execute(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = '"
            + name
            + "'",
        "DROP DATABASE \"" + name + "\" WITH (FORCE)");
  }

  /** Waits until a walsender streams from the slot: the rows before it have been read. */
  void awaitStreaming() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !"0".equals(sourceValue(STREAMING.formatted(slot()))));
  }

  private void awaitReleased() {
    await().atMost(PATIENCE).until(() -> !slotIsActive());
  }

  /** Whether a walsender serves the slot. */
  boolean slotIsActive() throws SQLException {
    try (Connection connection = postgres.connect()) {
      return !"0"
          .equals(
              value(
                  connection,
                  "SELECT count(*) FROM pg_replication_slots WHERE active AND database = '"
                      + name
                      + "'"));
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port", e);
    }
  }
}
