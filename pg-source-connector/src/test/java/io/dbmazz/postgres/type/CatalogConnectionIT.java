package io.dbmazz.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbmazz.postgres.TestingPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CatalogConnectionIT {

  private static final String PID = "SELECT pg_backend_pid()";

  private final TestingPostgres postgres = TestingPostgres.shared();

  @Test
  void connectionIsKeptBetweenQuestions() {
    try (CatalogConnection catalog = new CatalogConnection(postgres::connect)) {
      assertThat(ask(catalog, PID)).isEqualTo(ask(catalog, PID));
    }
  }

  @Test
  void terminatedConnectionIsReplacedBeforeAnyoneNotices() throws SQLException {
    try (CatalogConnection catalog = new CatalogConnection(postgres::connect)) {
      String first = ask(catalog, PID);
      postgres.execute("SELECT pg_terminate_backend(" + first + ")");
      Awaitility.await().until(() -> sessionsOf(first).equals("0"));

      assertThat(ask(catalog, PID)).isNotEqualTo(first);
    }
  }

  @Test
  void unreachableServerIsWorthAnotherTry() {
    CatalogConnection.Opener nobody =
        () -> {
          throw new SQLException("Connection refused", "08001");
        };
    try (CatalogConnection catalog = new CatalogConnection(nobody)) {
      assertThatThrownBy(() -> ask(catalog, PID))
          .isInstanceOf(RetriableException.class)
          .hasMessageContaining("backend")
          .hasRootCauseMessage("Connection refused");
    }
  }

  @Test
  void refusalIsFinal() {
    try (CatalogConnection catalog = new CatalogConnection(postgres::connect)) {
      assertThatThrownBy(() -> ask(catalog, "SELECT * FROM nowhere"))
          .isExactlyInstanceOf(ConnectException.class);
    }
  }

  private String sessionsOf(String pid) throws SQLException {
    try (Connection connection = postgres.connect()) {
      return first(connection, "SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid);
    }
  }

  private static String ask(CatalogConnection catalog, String sql) {
    return catalog.ask("the backend's pid", connection -> first(connection, sql));
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
