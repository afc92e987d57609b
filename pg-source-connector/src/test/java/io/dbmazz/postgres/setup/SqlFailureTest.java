package io.dbmazz.postgres.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailureTest {

  private static final DatabaseSettings SETTINGS =
      new DatabaseSettings("db:5432", "shop", "someone", "secret", Map.of());

  @ParameterizedTest
  @CsvSource({
    "28P01, database.user",
    "28000, database.user",
    "42501, database.user",
    "3D000, database.dbname",
    "08004, database.sslmode"
  })
  void refusedConnectionNamesTheProperty(String state, String property) {
    ConnectException failure =
        SqlFailure.ofConnecting(new SQLException("server says no", state), SETTINGS);

    assertThat(failure)
        .isInstanceOfSatisfying(
            SetupException.class, e -> assertThat(e.property()).isEqualTo(property))
        .hasMessageContaining("PostgreSQL at db:5432 refused the connection: server says no");
    assertThat(failure.getMessage()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "57P03", "53300"})
  void unreachableServerIsWorthAnotherTry(String state) {
    assertThat(SqlFailure.ofConnecting(new SQLException("refused", state), SETTINGS))
        .isInstanceOf(RetriableException.class);
  }

  @Test
  void untrustedCertificateIsNotWorthAnotherTry() {
    SQLException failure =
        new SQLException("SSL error", "08006", new CertificateException("expired"));

    assertThat(SqlFailure.ofConnecting(failure, SETTINGS)).isInstanceOf(SetupException.class);
  }

  @Test
  void handshakeThatThePeerRefusedIsNotWorthAnotherTryAndOneThatWasCutIs() {
    SQLException refused =
        new SQLException(
            "SSL error", "08006", new SSLException("Received fatal alert: unknown_ca"));
    SQLException cut =
        new SQLException(
            "SSL error", "08006", new SSLException("Remote host terminated the handshake"));

    assertThat(SqlFailure.ofConnecting(refused, SETTINGS))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("unknown_ca");
    assertThat(SqlFailure.ofConnecting(cut, SETTINGS)).isInstanceOf(RetriableException.class);
  }

  @Test
  void statementsAreSortedByTheirState() {
    assertThat(SqlFailure.ofStatement(new SQLException("lock", "55P03"), "Setting up"))
        .isInstanceOf(RetriableException.class);
    assertThat(SqlFailure.ofStatement(new SQLException("syntax", "42601"), "Setting up"))
        .isNotInstanceOf(RetriableException.class)
        .hasMessage("Setting up failed: syntax");
  }
}
