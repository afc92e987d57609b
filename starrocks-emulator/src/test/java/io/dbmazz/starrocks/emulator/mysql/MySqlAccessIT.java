package io.dbmazz.starrocks.emulator.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlAccessIT {

  private final TestingMySqlServer server =
      new TestingMySqlServer(
          MySqlOptions.defaults().withUser("loader", "se'crét").withMaxConnections(2),
          options -> options);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "defaultAuthenticationPlugin=mysql_native_password",
        "defaultAuthenticationPlugin=caching_sha2_password"
      })
  void theRightPasswordOpens(String parameters) throws SQLException {
    try (Connection connection = server.connect(parameters)) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", ""})
  void anyOtherPasswordIsRefused(String password) {
    assertThatThrownBy(() -> server.connect(password, "").close())
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> {
              assertThat(e.getErrorCode()).isEqualTo(1045);
              assertThat(e.getSQLState()).isEqualTo("28000");
            })
        .hasMessageContaining("Access denied for user 'loader'")
        .hasMessageNotContaining("crét");
  }

  @Test
  void connectionsAreLimitedAndTheirPlacesFreedAgain() throws SQLException {
    Connection first = server.connect("");
    Connection second = server.connect("");

    assertThatThrownBy(() -> server.connect("").close())
        .hasMessageContaining("Too many connections");

    first.close();
    await().untilAsserted(() -> server.connect("").close());
    second.close();
  }

  @Test
  void aClientThatTalksAnotherProtocolIsDroppedAlone() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
    try (Connection connection = server.connect("")) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void closingTheServerEndsItsConnections() throws SQLException {
    try (Connection connection = server.connect("")) {
      server.close();

      assertThat(connection.isValid(1)).isFalse();
    }
  }
}
