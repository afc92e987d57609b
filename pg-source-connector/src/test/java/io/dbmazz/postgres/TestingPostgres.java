package io.dbmazz.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server with logical replication on, in a directory of its own. Its version is
 * that of {@link ServerBinaries}. Not thread-safe, except {@link #connect}.
 */
public final class TestingPostgres implements AutoCloseable {

  /** Commits are synchronous, which zonky turns off: a crash must keep what was committed. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "synchronous_commit", "on",
          "wal_level", "logical",
          "max_wal_senders", "20",
          "max_replication_slots", "20",
          "max_prepared_transactions", "10");

  private static final Duration STARTUP_WAIT = Duration.ofSeconds(60);
  private static final String USER = "postgres";
  private static final String DATABASE = "postgres";

  private static TestingPostgres shared;

  private final Path dataDirectory;
  private final Map<String, String> settings;
  private final int port;
  private EmbeddedPostgres server;

  private TestingPostgres(Path dataDirectory, Map<String, String> extraSettings)
      throws IOException {
    this.dataDirectory = dataDirectory;
    settings = new LinkedHashMap<>(SETTINGS);
    settings.putAll(extraSettings);
    server = launch(0);
    port = server.getPort();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "testing-postgres-closer"));
  }

  /** Starts a server on a free port. */
  public static TestingPostgres start() {
    return start(Map.of());
  }

  /**
   * Starts a server on a free port.
   *
   * @param settings of postgresql.conf, over those that logical replication needs
   */
  public static TestingPostgres start(Map<String, String> settings) {
    try {
      return new TestingPostgres(Files.createTempDirectory("dbmazz-postgres"), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  /**
   * The server that all test classes of this JVM share; give each its own database, slots and
   * publications, and neither stop nor close it.
   */
  public static synchronized TestingPostgres shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /**
   * Starts a standby of this server, which is restarted for it.
   *
   * @param slot physical slot of this server that the standby is to use
   * @param settings of postgresql.conf, over those of this server
   */
  public TestingPostgres startStandby(String slot, Map<String, String> settings) {
    stop();
    try {
      Path copy = Files.createTempDirectory("dbmazz-standby");
      StandbyDirectory.copy(dataDirectory, copy, port, slot);
      startAgain();
      return new TestingPostgres(copy, settings);
    } catch (IOException e) {
      throw new UncheckedIOException("The standby did not start", e);
    }
  }

  public String host() {
    return "localhost";
  }

  public int port() {
    return port;
  }

  /** A superuser. */
  public String user() {
    return USER;
  }

  /** Any password is accepted; this one is sent. */
  public String password() {
    return "secret";
  }

  /** The database that {@link #connect()} and {@link #execute} use. */
  public String database() {
    return DATABASE;
  }

  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  /** URL of a database, without user and password. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + host() + ":" + port + "/" + database;
  }

  /** Opens a connection as {@link #user()}, to be closed by the caller. */
  public Connection connect() throws SQLException {
    return connect(DATABASE);
  }

  /** Opens a connection to a database as {@link #user()}, to be closed by the caller. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), user(), password());
  }

  /** Runs statements in {@link #database()}, each committed on its own. */
  public void execute(String... statements) throws SQLException {
    executeIn(DATABASE, statements);
  }

  /** Runs statements in a database, each committed on its own. */
  public void executeIn(String database, String... statements) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The server's major version, such as 18. */
  public int majorVersion() throws SQLException {
    try (Connection connection = connect()) {
      return connection.getMetaData().getDatabaseMajorVersion();
    }
  }

  /** Creates an empty database. */
  public void createDatabase(String name) throws SQLException {
    execute("CREATE DATABASE \"" + name + "\"");
  }

  /**
   * Stops the server as {@code pg_ctl stop -m fast} does: connections end, a checkpoint is made.
   */
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }

  /** Stops the server as {@code pg_ctl stop -m immediate} does: no checkpoint, slots not saved. */
  public void crash() {
    signal("-QUIT", Stream.of(postmaster()));
  }

  /**
   * Kills the postmaster and all its children, as the kernel does when memory is short: nobody is
   * told, nothing is saved.
   */
  public void kill() {
    ProcessHandle postmaster = postmaster();
    // The postmaster first, so that it starts no new ones.
    signal("-KILL", Stream.concat(Stream.of(postmaster), postmaster.descendants()));
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(dataDirectory.resolve("postmaster.pid")).get(0).trim();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL is not running", e);
    }
  }

  private void signal(String signal, Stream<ProcessHandle> processes) {
    List<ProcessHandle> targets = processes.toList();
    List<String> command = new ArrayList<>(List.of("kill", signal));
    targets.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      new ProcessBuilder(command).inheritIO().start();
      for (ProcessHandle process : targets) {
        process.onExit().get(30, TimeUnit.SECONDS);
      }
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL could not be ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while PostgreSQL was ending", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("PostgreSQL could not be ended", e);
    }
  }

  /**
   * Starts the server again, after {@link #stop}, {@link #kill} or {@link #crash}, on the same port
   * and data.
   */
  public void startAgain() {
    try {
      server = launch(port);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start again", e);
    }
  }

  /** Stops the server and removes its data. */
  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(dataDirectory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException e) {
      return; // closed before
    } catch (IOException e) {
      throw new UncheckedIOException("Data of PostgreSQL could not be removed", e);
    }
  }

  private EmbeddedPostgres launch(int onPort) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(dataDirectory)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(STARTUP_WAIT)
            .setLocaleConfig("locale", "C");
    ServerBinaries.chosen().ifPresent(builder::setPgBinaryResolver);
    if (onPort != 0) {
      builder.setPort(onPort);
    }
    settings.forEach(builder::setServerConfig);
    return builder.start();
  }
}
