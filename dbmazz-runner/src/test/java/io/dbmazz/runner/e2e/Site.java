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
public final class Site implements AutoCloseable {

  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** Of the emulator. */
  public static final String TARGET_DATABASE = "target";

  private static final String STREAMING =
      "SELECT count(*) FROM pg_stat_replication r JOIN pg_replication_slots s"
          + " ON s.active_pid = r.pid WHERE s.slot_name = '%s' AND r.state IN ('catchup', 'streaming')";

  private final TestingPostgres postgres;
  private final StarRocksEmulator starRocks;
  private final String name = "site_" + NUMBERS.incrementAndGet();
  private final Properties properties = new Properties();
  private final List<Runnable> runners = new ArrayList<>();
  private final int grpcPort = FreePort.find();
  private final Path file;

  private Site(TestingPostgres postgres, StarRocksEmulator starRocks) throws IOException {
    this.postgres = postgres;
    this.starRocks = starRocks;
    this.file = Files.createTempFile("dbmazz-" + name, ".properties");
  }

  /** A site on the PostgreSQL that all tests share. */
  public static Site create() {
    return create(TestingPostgres.shared());
  }

  /** A site on a PostgreSQL that the caller may stop and crash, and must close. */
  public static Site create(TestingPostgres postgres) {
    return create(postgres, EmulatorOptions.defaults());
  }

  /** A site on the PostgreSQL that all tests share, with such a StarRocks. */
  static Site create(EmulatorOptions starRocks) {
    return create(TestingPostgres.shared(), starRocks);
  }

  /** A site whose StarRocks is of this kind. */
  static Site create(TestingPostgres postgres, EmulatorOptions starRocks) {
    try {
      Site site = new Site(postgres, StarRocksEmulator.start(starRocks));
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
  public Site set(String key, String value) {
    properties.setProperty(key, value);
    return this;
  }

  /** Names the tables to replicate, of schema public. */
  public Site tables(String... tables) {
    List<String> patterns = List.of(tables).stream().map(table -> "public\\." + table).toList();
    return set("source.table.include.list", String.join(",", patterns));
  }

  /**
   * The properties that start with {@code source.} or {@code sink.}, as a Connect worker has them.
   */
  public Map<String, String> connector(String prefix) {
    Map<String, String> config = new HashMap<>();
    properties.stringPropertyNames().stream()
        .filter(key -> key.startsWith(prefix))
        .forEach(key -> config.put(key.substring(prefix.length()), properties.getProperty(key)));
    return config;
  }

  public String name() {
    return name;
  }

  public String slot() {
    return name + "_slot";
  }

  private String publication() {
    return name + "_pub";
  }

  int grpcPort() {
    return grpcPort;
  }

  public TestingPostgres postgres() {
    return postgres;
  }

  public StarRocksEmulator starRocks() {
    return starRocks;
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
    int port = FreePort.find();
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
    return command("run");
  }

  /** Starts a command of the program with the runner's file, in a process of its own. */
  RunnerProcess command(String... command) {
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("The runner's file could not be written", e);
    }
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add(file.toString());
    return started(RunnerProcess.start(arguments, Map.of(), grpcPort));
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
  public void source(String... statements) throws SQLException {
    postgres.executeIn(name, statements);
  }

  /** Runs statements in PostgreSQL in one transaction. */
  public void sourceTransaction(String... statements) throws SQLException {
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
  public void target(String... statements) throws SQLException {
    try (Connection connection = targetConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  public Connection sourceConnection() throws SQLException {
    return postgres.connect(name);
  }

  public Connection targetConnection() throws SQLException {
    return DriverManager.getConnection(starRocks.jdbcUrl(TARGET_DATABASE), "root", "");
  }

  /** First column of a query's only row in PostgreSQL, as text. */
  public String sourceValue(String query) throws SQLException {
    try (Connection connection = sourceConnection()) {
      return value(connection, query);
    }
  }

  /** First column of a query's only row in StarRocks, as text. */
  public String targetValue(String query) throws SQLException {
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
  public void awaitTarget(String query, String value) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .untilAsserted(() -> assertThat(targetValue(query)).as(query).isEqualTo(value));
  }

  /** Waits until every column of every row of the tables is equal on both sides. */
  public void awaitEqual(String... tables) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(SQLException.class) // the audit columns may come yet
        .untilAsserted(() -> assertEqual(tables));
  }

  /** Checks that every column of every row of the tables is equal on both sides, now. */
  public void assertEqual(String... tables) throws SQLException {
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
  public Lsn confirmed() throws SQLException {
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
  public Lsn currentLsn() throws SQLException {
    return Lsn.parse(sourceValue("SELECT pg_current_wal_lsn()"));
  }

  public boolean slotExists() throws SQLException {
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
  public void awaitStreaming() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !"0".equals(sourceValue(STREAMING.formatted(slot()))));
  }

  private void awaitReleased() {
    await().atMost(PATIENCE).until(() -> !slotIsActive());
  }

  /** Whether a walsender serves the slot. */
  public boolean slotIsActive() throws SQLException {
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
}
