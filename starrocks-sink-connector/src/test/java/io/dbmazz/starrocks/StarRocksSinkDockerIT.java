package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The contract against a real StarRocks: {@code mvn verify -Pdocker}. Its back end answers
 * redirects under 127.0.0.1, so it is loaded into directly.
 */
class StarRocksSinkDockerIT extends StarRocksSinkContract {

  private static final int FE_HTTP = 8030;
  private static final int BE_HTTP = 8040;
  private static final int FE_SQL = 9030;

  private static GenericContainer<?> starRocks;

  @BeforeAll
  static void startStarRocks() throws SQLException {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "No Docker engine: the contract is checked against the emulator only");
    starRocks =
        new GenericContainer<>("starrocks/allin1-ubuntu:3.5-latest")
            .withExposedPorts(FE_HTTP, BE_HTTP, FE_SQL)
            .waitingFor(
                Wait.forLogMessage(".*Enjoy the journey to StarRocks.*", 1)
                    .withStartupTimeout(Duration.ofMinutes(5)));
    starRocks.start();
    try (Connection connection = DriverManager.getConnection(sqlUrl(), "root", "");
        Statement sql = connection.createStatement()) {
      assertThat(sql.execute("CREATE DATABASE IF NOT EXISTS " + SinkHarness.DATABASE)).isFalse();
    }
  }

  @AfterAll
  static void stopStarRocks() {
    if (starRocks != null) {
      starRocks.stop();
    }
  }

  private static String sqlUrl() {
    return "jdbc:mysql://" + starRocks.getHost() + ":" + starRocks.getMappedPort(FE_SQL);
  }

  @Override
  protected SinkHarness.Target target() {
    String backEnd = "http://" + starRocks.getHost() + ":" + starRocks.getMappedPort(BE_HTTP);
    return new SinkHarness.Target(backEnd, sqlUrl());
  }
}
