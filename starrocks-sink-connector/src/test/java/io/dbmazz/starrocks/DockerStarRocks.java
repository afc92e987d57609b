package io.dbmazz.starrocks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A real StarRocks in a container, one for all tests of a JVM; it ends with the JVM. Its back end
 * answers redirects under 127.0.0.1, so it is loaded into directly.
 */
final class DockerStarRocks {

  private static final int FE_HTTP = 8030;
  private static final int BE_HTTP = 8040;
  private static final int FE_SQL = 9030;

  private static GenericContainer<?> container;

  private DockerStarRocks() {}

  /** Where it answers; skips the test where Docker is absent. */
  static synchronized SinkHarness.Target target() throws SQLException {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "No Docker engine: the contract is checked against the emulator only");
    if (container == null) {
      container = start();
    }
    String backEnd = "http://" + container.getHost() + ":" + container.getMappedPort(BE_HTTP);
    return new SinkHarness.Target(backEnd, sqlUrl(container));
  }

  private static GenericContainer<?> start() throws SQLException {
    GenericContainer<?> started =
        new GenericContainer<>("starrocks/allin1-ubuntu:3.5-latest")
            .withExposedPorts(FE_HTTP, BE_HTTP, FE_SQL)
            .waitingFor(
                Wait.forLogMessage(".*Enjoy the journey to StarRocks.*", 1)
                    .withStartupTimeout(Duration.ofMinutes(5)));
    started.start();
    try (Connection connection = DriverManager.getConnection(sqlUrl(started), "root", "");
        Statement sql = connection.createStatement()) {
      sql.execute("CREATE DATABASE IF NOT EXISTS " + SinkHarness.DATABASE);
    }
    return started;
  }

  private static String sqlUrl(GenericContainer<?> running) {
    return "jdbc:mysql://" + running.getHost() + ":" + running.getMappedPort(FE_SQL);
  }
}
