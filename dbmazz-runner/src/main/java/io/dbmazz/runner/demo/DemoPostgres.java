package io.dbmazz.runner.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real PostgreSQL with logical replication on, in a temporary directory that {@link #close}
 * removes.
 */
final class DemoPostgres implements AutoCloseable {

  static final String USER = "postgres";
  static final String DATABASE = "postgres";

  private final Path directory;
  private final EmbeddedPostgres server;

  private DemoPostgres(Path directory, EmbeddedPostgres server) {
    this.directory = directory;
    this.server = server;
  }

  /** Starts a server on a free port of the loopback interface. */
  static DemoPostgres start() throws IOException {
    Path directory = Files.createTempDirectory("dbmazz-demo-postgres");
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(directory)
              // The demo ends it itself, after the comparison.
              .setRegisterShutdownHook(false)
              .setLocaleConfig("locale", "C")
              .setServerConfig("wal_level", "logical")
              .setServerConfig("max_wal_size", "2GB")
              .start();
      return new DemoPostgres(directory, server);
    } catch (IOException | RuntimeException e) {
      delete(directory);
      throw e;
    }
  }

  int port() {
    return server.getPort();
  }

  /** Opens a connection, to be closed by the caller. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port() + "/" + DATABASE, USER, "");
  }

  /** Runs statements, each committed on its own. */
  void execute(List<String> statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    delete(directory);
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
