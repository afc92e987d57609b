package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.setup.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a certificate for localhost, to which one role logs in only by certificate. */
class TlsIT {

  private static final String KEY_PASSWORD = "key secret";

  @TempDir static Path directory;
  private static TestingCertificates authority;
  private static TestingPostgres postgres;

  @BeforeAll
  static void startServer() throws IOException, SQLException {
    authority = new TestingCertificates(directory, "authority");
    Path certificate = authority.server("localhost");
    authority.client("keyholder", KEY_PASSWORD);
    Path hba =
        Files.writeString(
            directory.resolve("hba.conf"),
            """
            local     all all          trust
            hostssl   all keyholder    all cert
            hostssl   all encrypted    all scram-sha-256
            host      all scram        all scram-sha-256
            host      all postgres     all trust
            """);
    postgres =
        TestingPostgres.start(
            Map.of(
                "hba_file", hba.toString(),
                "ssl", "on",
                "ssl_cert_file", certificate.toString(),
                "ssl_key_file", directory.resolve("localhost.key").toString(),
                "ssl_ca_file", authority.root().toString(),
                "password_encryption", "scram-sha-256"));
    postgres.execute(
        "CREATE ROLE keyholder LOGIN SUPERUSER",
        "CREATE ROLE encrypted LOGIN SUPERUSER PASSWORD 'right secret'",
        "CREATE ROLE scram LOGIN SUPERUSER PASSWORD 'right secret'");
  }

  @AfterAll
  static void stopServer() {
    postgres.close();
  }

  private static TestingSource source(String user, String mode) throws SQLException {
    return TestingSource.withOrders(postgres)
        .with("database.user", user)
        .with("database.password", "right secret")
        .with("database.sslmode", mode)
        .with("database.sslrootcert", authority.root().toString());
  }

  private static TestingSource keyholder() throws SQLException {
    return source("keyholder", "verify-full")
        .with("database.password", "")
        .with("database.sslcert", directory.resolve("keyholder.crt").toString());
  }

  private static void assertStreams(TestingSource source) throws SQLException {
    TestingWorker worker = source.start();
    source.sql("INSERT INTO orders VALUES (1)");
    assertThat(worker.poll(1)).hasSize(1);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      TestingSource source) {
    return assertThatThrownBy(source::start).isInstanceOf(SetupException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"require", "verify-ca", "verify-full"})
  void allConnectionsAreEncrypted(String mode) throws SQLException {
    try (TestingSource source = source("encrypted", mode)) {
      assertStreams(source);

      assertThat(
              source.query(
                  "SELECT bool_and(ssl) || ' ' || bool_or(backend_type = 'walsender')"
                      + " || ' ' || bool_or(backend_type = 'client backend')"
                      + " FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                      + " WHERE usename = 'encrypted'"))
          .isEqualTo("true true true");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify-ca", "verify-full"})
  void serverOfAnotherAuthorityIsRefused(String mode) throws SQLException {
    try (TestingSource source = source("encrypted", mode)) {
      Path other = new TestingCertificates(directory, "other").root();
      source.with("database.sslrootcert", other.toString());

      assertRefused(source)
          .hasMessageContaining("No TLS with PostgreSQL at localhost:")
          .hasMessageContaining("unable to find valid certification path")
          .hasMessageContaining("database.sslrootcert");
    }
  }

  @Test
  void serverOfAnotherNameIsRefusedUnlessOnlyTheAuthorityCounts() throws SQLException {
    try (TestingSource source =
        source("encrypted", "verify-full").with("database.hostname", "127.0.0.1")) {
      assertRefused(source)
          .hasMessageContaining("127.0.0.1")
          .hasMessageContaining("name in database.hostname")
          .hasMessageContaining("database.sslmode=verify-ca");

      assertStreams(source.with("database.sslmode", "verify-ca"));
    }
  }

  @Test
  void missingAuthorityFileIsRefused() throws SQLException {
    try (TestingSource source =
        source("encrypted", "verify-full").with("database.sslrootcert", "/no/such/file.crt")) {
      assertRefused(source).hasMessageContaining("/no/such/file.crt");
    }
  }

  @Test
  void serverThatInsistsOnTlsRefusesPlainConnections() throws SQLException {
    try (TestingSource source = source("encrypted", "disable")) {
      assertRefused(source).hasMessageContaining("no pg_hba.conf entry");
    }
  }

  @Test
  void passwordIsProvenByScram() throws SQLException {
    try (TestingSource source = source("scram", "disable")) {
      assertStreams(source);
    }
  }

  @Test
  void passwordsMayComeFromConfigProviders() throws SQLException, IOException {
    Path secrets =
        Files.writeString(directory.resolve("secrets.properties"), "password=right secret");
    FileConfigProvider files = new FileConfigProvider();
    files.configure(Map.of());
    EnvVarConfigProvider environment = new EnvVarConfigProvider(Map.of("DB_USER", "scram"));
    environment.configure(Map.of());
    ConfigTransformer worker = new ConfigTransformer(Map.of("file", files, "env", environment));
    try (TestingSource source = source("${env:DB_USER}", "disable")) {
      source.with("database.password", "${file:" + secrets + ":password}");
      source.properties().putAll(worker.transform(source.properties()).data());

      assertStreams(source);
    }
  }

  @Test
  void wrongPasswordFailsTheTaskAndIsNotShown() throws SQLException {
    try (TestingSource source =
        source("scram", "disable").with("database.password", "wrong secret")) {
      assertRefused(source)
          .hasMessageContaining("password authentication failed for user \"scram\"")
          .hasMessageContaining("database.password")
          .satisfies(e -> assertThat(TestingText.of(e)).doesNotContain("wrong secret"));
    }
  }

  @Test
  void passwordThatIsChangedWhileStreamingFailsTheTask() throws SQLException {
    try (TestingSource source = source("scram", "disable")) {
      TestingWorker worker = source.start();
      source.sql("ALTER ROLE scram PASSWORD 'new secret'");
      try {
        source.terminateWalsender();

        assertThatThrownBy(() -> worker.pollUntilTrue(() -> false))
            .isInstanceOf(SetupException.class)
            .hasMessageContaining("password authentication failed");
      } finally {
        source.sql("ALTER ROLE scram PASSWORD 'right secret'");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"keyholder.pk8, ", "keyholder.pem, ", "keyholder.p12, " + KEY_PASSWORD})
  void roleIsProvenByItsCertificate(String key, String keyPassword) throws SQLException {
    try (TestingSource source =
        keyholder().with("database.sslkey", directory.resolve(key).toString())) {
      if (keyPassword != null) {
        source.with("database.sslpassword", keyPassword);
      }
      assertStreams(source);
    }
  }

  @Test
  void missingCertificateIsRefused() throws SQLException {
    try (TestingSource source = source("keyholder", "verify-full")) {
      assertRefused(source).hasMessageContaining("database.sslcert");
    }
  }

  @Test
  void keyWhosePasswordIsWrongIsRefusedWithoutShowingIt() throws SQLException {
    try (TestingSource source =
        keyholder()
            .with("database.sslkey", directory.resolve("keyholder.p12").toString())
            .with("database.sslpassword", "wrong secret")) {
      assertRefused(source)
          .hasMessageContaining("database.sslpassword")
          .satisfies(e -> assertThat(TestingText.of(e)).doesNotContain("wrong secret"));
    }
  }

  @Test
  void certificateOfAnotherAuthorityIsRefused() throws SQLException {
    try (TestingSource source = keyholder()) {
      Path stranger = new TestingCertificates(directory, "stranger").client("intruder", "x");
      source
          .with("database.sslcert", stranger.toString())
          .with("database.sslkey", directory.resolve("intruder.pk8").toString());

      assertRefused(source).hasMessageContaining("database.sslcert");
    }
  }

  @Test
  void encryptedConnectionThatIsLostIsMadeAgain() throws SQLException {
    try (TestingProxy proxy = TestingProxy.before(postgres);
        TestingSource source = source("encrypted", "verify-full")) {
      TestingWorker worker = source.with("database.port", Integer.toString(proxy.port())).start();
      proxy.cut();
      source.sql("INSERT INTO orders VALUES (1)");

      assertThat(worker.poll(1)).hasSize(1);
    }
  }
}
