package io.dbmazz.starrocks.emulator.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlServerIT {

  private static TestingMySqlServer server;

  private Connection connection;

  @BeforeAll
  static void start() {
    server = new TestingMySqlServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = server.connect("");
    execute("DROP TABLE IF EXISTS t");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<Object> row(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        row.add(result.getObject(i));
      }
      assertThat(result.next()).isFalse();
      return row;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.5.13", "3.3.22", "3.5.4", "4.1.1"})
  void connectorJConnectsToEveryVersion(String version) throws SQLException {
    try (TestingMySqlServer other =
            new TestingMySqlServer(
                MySqlOptions.defaults(), options -> options.withVersion(version));
        Connection fresh = other.connect("");
        Statement statement = fresh.createStatement();
        ResultSet result = statement.executeQuery("SELECT current_version(), DATABASE()")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getString(1)).startsWith(version);
      assertThat(result.getString(2)).isEqualTo("d");
      assertThat(fresh.getMetaData().getDatabaseProductVersion())
          .isEqualTo(version.compareTo("3.4") < 0 ? "5.1.0" : "8.0.33");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "useLocalSessionState=false",
        "rewriteBatchedStatements=true",
        "useSSL=false",
        "sslMode=PREFERRED",
        "useCompression=true",
        "defaultAuthenticationPlugin=caching_sha2_password",
        "sessionVariables=query_timeout=10",
        "connectionCollation=utf8mb4_general_ci"
      })
  void connectorJConnectsWithItsOptions(String parameters) throws SQLException {
    try (Connection fresh = server.connect(parameters)) {
      assertThat(fresh.isValid(1)).isTrue();
      fresh.setReadOnly(true);
      fresh.setAutoCommit(true);
    }
  }

  @Test
  void everyTypeArrivesAsConnectorJsOwn() throws SQLException {
    execute(
        "CREATE TABLE t (k INT, b BOOLEAN, ti TINYINT, si SMALLINT, bi BIGINT, li LARGEINT,"
            + " f FLOAT, do DOUBLE, de DECIMAL(12, 3), c CHAR(5), v VARCHAR(20), d DATE,"
            + " dt DATETIME, j JSON, raw VARBINARY) PRIMARY KEY(k)");
    execute(
        "INSERT INTO t VALUES (1, true, -7, 300, 9223372036854775807,"
            + " -170141183460469231731687303715884105728, 0.5, 1e100, 12.345, 'abc', 'né€😀',"
            + " '2026-01-02', '2026-01-02 03:04:05.678901', '{\"a\": \"é\"}', x'00ff10')");

    List<Object> row = row("SELECT * FROM t");

    assertThat(row.subList(0, 13))
        .containsExactly(
            1,
            true,
            -7,
            300,
            Long.MAX_VALUE,
            "-170141183460469231731687303715884105728",
            0.5f,
            1e100,
            new java.math.BigDecimal("12.345"),
            "abc",
            "né€😀",
            java.sql.Date.valueOf("2026-01-02"),
            LocalDateTime.parse("2026-01-02T03:04:05.678901"));
    assertThat(row.get(13)).isEqualTo("{\"a\":\"é\"}");
    assertThat((byte[]) row.get(14)).containsExactly(0, 0xff, 0x10);
  }

  @Test
  void nullsOfEveryTypeArriveAsNull() throws SQLException {
    execute(
        "CREATE TABLE t (k INT, b BOOLEAN, li LARGEINT, f FLOAT, de DECIMAL(12, 3), d DATE,"
            + " dt DATETIME, j JSON, raw VARBINARY) PRIMARY KEY(k)");
    execute("INSERT INTO t (k) VALUES (1)");

    assertThat(row("SELECT * FROM t").subList(1, 9)).containsOnlyNulls();
  }

  @Test
  void booleansReadAsEitherTypeClientsAskFor() throws SQLException {
    execute("CREATE TABLE t (k INT, b BOOLEAN) PRIMARY KEY(k)");
    execute("INSERT INTO t VALUES (1, true)");
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT b FROM t")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getBoolean(1)).isTrue();
      assertThat(result.getInt(1)).isEqualTo(1);
      assertThat(result.getString(1)).isEqualTo("1");
    }
  }

  @Test
  void statementsPreparedByTheClientWork() throws SQLException {
    execute("CREATE TABLE t (k INT, v STRING, at DATETIME) PRIMARY KEY(k)");
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?)")) {
      insert.setInt(1, 1);
      insert.setString(2, "it's \\ a \"test\"\n%");
      insert.setObject(3, LocalDateTime.parse("2026-01-02T03:04:05.678901"));
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }

    assertThat(row("SELECT v, at FROM t WHERE k = 1"))
        .containsExactly(
            "it's \\ a \"test\"\n%", LocalDateTime.parse("2026-01-02T03:04:05.678901"));
  }

  @Test
  void statementsAreNotPreparedByTheServer() throws SQLException {
    try (Connection fresh =
        server.connect("useServerPrepStmts=true&emulateUnsupportedPstmts=false")) {
      assertThatThrownBy(() -> fresh.prepareStatement("SELECT ?"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Unknown command");
    }
  }

  @Test
  void errorsCarryNumberAndState() {
    assertThatThrownBy(() -> row("SELECT * FROM nope"))
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> {
              assertThat(e.getErrorCode()).isEqualTo(5502);
              assertThat(e.getSQLState()).isEqualTo("42602");
            })
        .hasMessage("Getting analyzing error. Detail message: Unknown table 'd.nope'.");
  }

  @Test
  void theConnectionOutlivesAnError() throws SQLException {
    assertThatThrownBy(() -> row("SELECT nope")).isInstanceOf(SQLException.class);

    assertThat(row("SELECT 1")).containsExactly(1);
  }

  @Test
  void anUnknownDatabaseIsRefusedAtTheDoor() {
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                        "jdbc:mysql://127.0.0.1:" + server.port() + "/nope", "root", "")
                    .close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Unknown database 'nope'");
  }

  @Test
  void catalogsCanBeChanged() throws SQLException {
    connection.setCatalog("information_schema");

    assertThat(row("SELECT COUNT(*) FROM schemata").get(0)).isEqualTo(2L);
  }

  @Test
  void statementsLongerThanOnePacketArriveWhole() throws SQLException {
    execute("CREATE TABLE t (k INT, v JSON) PRIMARY KEY(k)");
    String long17 = "x".repeat(17 * 1024 * 1024);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (1, ?)")) {
      insert.setString(1, '"' + long17 + '"');
      insert.executeUpdate();
    }

    assertThat(row("SELECT LENGTH(v) FROM t")).containsExactly(17L * 1024 * 1024 + 2);
    assertThat(row("SELECT v FROM t").get(0)).isEqualTo('"' + long17 + '"');
  }

  @Test
  void severalStatementsAreAnsweredOneByOne() throws SQLException {
    try (Connection fresh = server.connect("allowMultiQueries=true");
        Statement statement = fresh.createStatement()) {
      assertThat(statement.execute("SELECT 1; SELECT 2, 3")).isTrue();
      assertThat(statement.getResultSet().getMetaData().getColumnCount()).isEqualTo(1);
      assertThat(statement.getMoreResults()).isTrue();
      assertThat(statement.getResultSet().getMetaData().getColumnCount()).isEqualTo(2);
    }
  }

  @Test
  void changedRowsAreCounted() throws SQLException {
    execute("CREATE TABLE t (k INT) PRIMARY KEY(k)");
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("INSERT INTO t VALUES (1), (2)")).isEqualTo(2);
      assertThat(statement.executeUpdate("DELETE FROM t WHERE k = 1")).isEqualTo(1);
    }
  }

  @Test
  void connectorJReadsTheCatalogue() throws SQLException {
    execute("CREATE TABLE t (k INT, v VARCHAR(10)) PRIMARY KEY(k)");

    List<String> columns = new ArrayList<>();
    try (ResultSet result = connection.getMetaData().getColumns("d", null, "t", "%")) {
      while (result.next()) {
        columns.add(result.getString("COLUMN_NAME") + " " + result.getString("TYPE_NAME"));
      }
    }
    assertThat(columns).containsExactly("k INT", "v VARCHAR");
  }
}
