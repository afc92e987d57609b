package io.dbmazz.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbmazz.starrocks.emulator.EmulatorOptions;
import io.dbmazz.starrocks.emulator.StarRocksEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code PUT …/config/validate} answers, against a StarRocks that is there or is not. */
@Timeout(60)
class ValidationIT {

  private static final String PASSWORD = "right";
  private static StarRocksEmulator starRocks;

  private final Map<String, String> config =
      new HashMap<>(
          Map.of(
              "starrocks.http.url",
              starRocks.feUrl() + "," + starRocks.beUrl(),
              "starrocks.jdbc.url",
              "jdbc:mysql://127.0.0.1:" + starRocks.mysqlPort(),
              "starrocks.database.name",
              "shop",
              "starrocks.username",
              "loader",
              "starrocks.password",
              PASSWORD,
              "starrocks.topic2table.map",
              "a:orders,b:orders"));

  @BeforeAll
  static void startStarRocks() throws SQLException {
    starRocks =
        StarRocksEmulator.start(
            EmulatorOptions.defaults()
                .withUser("loader", PASSWORD)
                .withDatabases("shop")
                .withFollower());
    try (Connection connection =
            DriverManager.getConnection(starRocks.jdbcUrl("shop"), "loader", PASSWORD);
        Statement sql = connection.createStatement()) {
      sql.execute(
          "CREATE TABLE orders (id INT NOT NULL) PRIMARY KEY (id) DISTRIBUTED BY HASH (id)"
              + " PROPERTIES (\"replication_num\" = \"1\")");
    }
  }

  @AfterAll
  static void stopStarRocks() {
    starRocks.close();
  }

  /** The problems by key, each with its one message; in less than what a worker's caller waits. */
  private Map<String, String> problems() {
    long start = System.nanoTime();
    Map<String, List<String>> problems =
        new StarRocksSinkConnector()
            .validate(config).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(problems.values()).allMatch(messages -> messages.size() == 1);
    assertThat(problems.toString()).doesNotContain(config.get("starrocks.password"));
    return problems.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, problem -> problem.getValue().get(0)));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void nothingIsWrongWithAWorkingConfigurationAndNothingIsLoaded() {
    long loads = loads();

    assertThat(problems()).isEmpty();
    assertThat(loads()).isEqualTo(loads);
  }

  private static long loads() {
    return starRocks.requests().stream().filter(seen -> !seen.method().equals("GET")).count();
  }

  @Test
  void followerIsAFrontEnd() {
    config.put("starrocks.http.url", starRocks.followerUrl().orElseThrow());

    assertThat(problems()).isEmpty();
  }

  @Test
  void starRocksThatIsDownIsNamedAtBothAddresses() throws IOException {
    int closed = closedPort();
    config.put("starrocks.http.url", "127.0.0.1:" + closed);
    config.put("starrocks.jdbc.url", "jdbc:mysql://127.0.0.1:" + closed);

    assertThat(problems()).containsOnlyKeys("starrocks.http.url", "starrocks.jdbc.url");
    assertThat(problems().values())
        .allMatch(text -> text.contains("127.0.0.1:" + closed) && text.contains("refused"));
  }

  @Test
  void oneFrontEndThatIsDownIsNamedWhereEachIsAskedForItself() throws IOException {
    int closed = closedPort();
    config.merge("starrocks.http.url", "127.0.0.1:" + closed, (up, down) -> down + "," + up);
    config.put(
        "starrocks.jdbc.url",
        "jdbc:mysql://127.0.0.1:" + closed + ",127.0.0.1:" + starRocks.mysqlPort());

    assertThat(problems()).containsOnlyKeys("starrocks.http.url");
    assertThat(problems().get("starrocks.http.url"))
        .contains("127.0.0.1:" + closed)
        .doesNotContain(starRocks.feUrl());
  }

  @Test
  void allSqlPortsDownIsSaidInTime() throws IOException {
    config.put(
        "starrocks.jdbc.url",
        "jdbc:mysql://127.0.0.1:" + closedPort() + ",127.0.0.1:" + closedPort());

    assertThat(problems()).containsOnlyKeys("starrocks.jdbc.url");
    assertThat(problems().get("starrocks.jdbc.url")).contains("Connection refused");
  }

  @Test
  void serverThatAcceptsAndSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      config.put("starrocks.http.url", "127.0.0.1:" + silent.getLocalPort());
      config.put("starrocks.jdbc.url", "jdbc:mysql://127.0.0.1:" + silent.getLocalPort());

      assertThat(problems()).containsOnlyKeys("starrocks.http.url", "starrocks.jdbc.url");
    }
  }

  @Test
  void portsTakenForEachOtherAreNamed() {
    config.put("starrocks.http.url", "127.0.0.1:" + starRocks.mysqlPort());
    config.put("starrocks.jdbc.url", "jdbc:mysql://127.0.0.1:" + starRocks.fePort());

    assertThat(problems()).containsOnlyKeys("starrocks.http.url", "starrocks.jdbc.url");
  }

  @Test
  void wrongPasswordIsSaidOnce() {
    config.put("starrocks.password", "mistaken");

    assertThat(problems()).containsOnlyKeys("starrocks.username");
    assertThat(problems().get("starrocks.username")).contains("starrocks.password", "ALTER USER");
  }

  @Test
  void unknownDatabaseComesWithTheStatementThatMakesIt() {
    config.put("starrocks.database.name", "store");

    assertThat(problems()).containsOnlyKeys("starrocks.database.name");
    assertThat(problems().get("starrocks.database.name")).contains("CREATE DATABASE `store`");
  }

  @Test
  void unknownMappedTableComesWithBothWaysOut() {
    config.put("starrocks.topic2table.map", "a:orders,b:items");

    assertThat(problems()).containsOnlyKeys("starrocks.topic2table.map");
    assertThat(problems().get("starrocks.topic2table.map"))
        .contains("CREATE TABLE `shop`.`items`", "map its topic to another table")
        .doesNotContain("shop.orders");
  }

  @Test
  void unknownTableIsNoProblemWhereTablesAreCreated() {
    config.put("starrocks.topic2table.map", "a:orders,b:items");
    config.put("auto.create.tables", "true");

    assertThat(problems()).isEmpty();
  }

  @Test
  void unknownTableOfAListedTopicIsNamed() {
    config.put("topics", "shop.public.orders,shop.public.items");

    assertThat(problems().get("starrocks.topic2table.map"))
        .contains("CREATE TABLE `shop`.`items`")
        .doesNotContain("shop.orders");
  }

  @Test
  void halfAConfigurationIsNotTriedOut() {
    config.remove("starrocks.username");
    int requests = starRocks.requests().size();

    assertThat(problems()).containsOnlyKeys("starrocks.username");
    assertThat(starRocks.requests()).hasSize(requests);
  }
}
