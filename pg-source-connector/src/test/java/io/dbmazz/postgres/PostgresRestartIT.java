package io.dbmazz.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresRestartIT {

  @Test
  void dataAndPortOutliveACrashAndARestart() throws SQLException {
    try (TestingPostgres postgres = TestingPostgres.start(Map.of("work_mem", "5MB"))) {
      postgres.execute("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)");

      postgres.crash();
      assertThatThrownBy(postgres::connect).isInstanceOf(SQLException.class);
      postgres.startAgain();
      postgres.execute("INSERT INTO t VALUES (2)");
      postgres.stop();
      postgres.startAgain();

      assertThat(query(postgres, "SELECT sum(id) FROM t")).isEqualTo("3");
      assertThat(query(postgres, "SHOW wal_level")).isEqualTo("logical");
      assertThat(query(postgres, "SHOW work_mem")).isEqualTo("5MB");
    }
  }

  private static String query(TestingPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
